package com.isotoma.dboperator.crds;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of one object as a table of Markdown, and the rules that hold between them. */
final class FieldTable {
    private static final String CONDITIONS =
            "[Condition](https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/)";

    private FieldTable() {}

    /** @param path what stands before the names of the fields, empty or with a dot at its end */
    static String of(String path, JSONSchemaProps schema, Class<?> record) {
        var text = new StringBuilder("| field | type | required | default | constraints | description |\n")
                .append("| --- | --- | --- | --- | --- | --- |\n");
        schema.getProperties().forEach((name, field) -> {
            boolean required = schema.getRequired().contains(name);
            text.append("| `")
                    .append(path)
                    .append(name)
                    .append("` | ")
                    .append(type(name, field, record))
                    .append(" | ")
                    .append(required ? "yes" : "")
                    .append(" | ")
                    .append(value(field.getDefault()))
                    .append(" | ")
                    .append(cell(constraints(field)))
                    .append(" | ")
                    .append(cell(field.getDescription()))
                    .append(" |\n");
        });
        return text.append(rules(path, schema, record)).toString();
    }

    /** Those of the object, and of its fields that are not described elsewhere. */
    private static String rules(String path, JSONSchemaProps schema, Class<?> record) {
        var lines = new ArrayList<String>();
        rules(schema).forEach(rule -> lines.add(line("", rule)));
        schema.getProperties().forEach((name, field) -> {
            if (field.getItems() != null
                    || DocumentedObjects.objectOf(record, name).isEmpty()) {
                rules(field).forEach(rule -> lines.add(line(path + name, rule)));
            }
        });
        return lines.isEmpty()
                ? ""
                : "\nRefused with these messages, unless the expression holds:\n\n" + String.join("", lines);
    }

    private static List<ValidationRule> rules(JSONSchemaProps schema) {
        return Objects.requireNonNullElse(schema.getXKubernetesValidations(), List.of());
    }

    /** One rule as an entry of a list. */
    static String line(String field, ValidationRule rule) {
        var of = field.isEmpty() ? "" : "`" + field + "`: ";
        return "- " + of + rule.getMessage() + "<br>`" + rule.getRule() + "`\n";
    }

    private static String type(String name, JSONSchemaProps field, Class<?> record) {
        var nested = DocumentedObjects.objectOf(record, name)
                .map(type -> "[" + type.getSimpleName() + "](#"
                        + type.getSimpleName().toLowerCase(Locale.ROOT) + ")");
        var within = nested.orElseGet(
                () -> name.equals("conditions") ? CONDITIONS : plainType(DocumentedObjects.within(field)));
        return field.getItems() == null ? within : "list of " + within;
    }

    private static String plainType(@Nullable JSONSchemaProps schema) {
        if (schema == null) {
            return "any";
        }
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            return "integer or string";
        }
        if (schema.getAdditionalProperties() != null) {
            return "map of " + plainType(schema.getAdditionalProperties().getSchema());
        }
        if (Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())) {
            return "object of any form";
        }
        return schema.getType();
    }

    private static String constraints(JSONSchemaProps field) {
        var all = new ArrayList<String>();
        if (field.getEnum() != null && !field.getEnum().isEmpty()) {
            all.add("one of " + field.getEnum().stream().map(FieldTable::value).collect(joining(", ")));
        }
        range(all, field.getMinimum(), field.getMaximum(), "");
        range(all, field.getMinLength(), field.getMaxLength(), " characters");
        range(all, field.getMinItems(), field.getMaxItems(), " items");
        range(all, field.getMinProperties(), field.getMaxProperties(), " keys");
        if (field.getPattern() != null) {
            all.add("matches `" + field.getPattern() + "`");
        }
        return String.join(", ", all);
    }

    private static void range(List<String> all, @Nullable Number least, @Nullable Number most, String unit) {
        if (least != null && most != null) {
            all.add(number(least) + " to " + number(most) + unit);
        } else if (least != null) {
            all.add("at least " + number(least) + unit);
        } else if (most != null) {
            all.add("at most " + number(most) + unit);
        }
    }

    private static String number(Number number) {
        return number instanceof Double d ? Long.toString(d.longValue()) : number.toString();
    }

    private static String value(@Nullable JsonNode value) {
        return value == null ? "" : "`" + (value.isTextual() ? value.asText() : value.toString()) + "`";
    }

    /** A bar would end the cell, also within code. */
    private static String cell(@Nullable String text) {
        return text == null ? "" : text.replace("|", "\\|").replace("\n", " ");
    }
}
