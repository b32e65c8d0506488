package com.isotoma.dboperator.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Gives every field of a schema a size that nothing sensible reaches, where its record gives it none: what one tenant stores,
 * the operator reads for all of them.
 */
final class Bounds {
    static final long TEXT = 8192;
    /** Scripts, and messages that quote a tool. */
    static final long LONG_TEXT = 65_536;

    static final long ITEMS = 1024;
    static final long ENTRIES = 64;
    static final int KEY = 253;

    /** The integers that every reader of JSON keeps exact. */
    private static final double EXACT = 9_007_199_254_740_991d;

    private static final List<String> LONG = List.of("command", "args", "env", "message");

    private Bounds() {}

    static void apply(JSONSchemaProps schema) {
        apply("", schema);
    }

    private static void apply(String field, JSONSchemaProps schema) {
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            text(field, schema);
            integer(schema);
        }
        switch (Objects.requireNonNullElse(schema.getType(), "")) {
            case "string" -> text(field, schema);
            case "integer" -> integer(schema);
            case "array" -> {
                schema.setMaxItems(Objects.requireNonNullElse(schema.getMaxItems(), ITEMS));
                apply(field, schema.getItems().getSchema());
            }
            case "object" -> object(field, schema);
            default -> {
                // A boolean, or what was handled above.
            }
        }
    }

    private static void object(String field, JSONSchemaProps schema) {
        var properties = schema.getProperties();
        if (properties != null && !properties.isEmpty()) {
            properties.forEach(Bounds::apply);
            return;
        }
        if (!field.isEmpty() && !"metadata".equals(field)) {
            schema.setMaxProperties(Objects.requireNonNullElse(schema.getMaxProperties(), ENTRIES));
        }
        var values = schema.getAdditionalProperties();
        if (values != null && values.getSchema() != null) {
            apply(field, values.getSchema());
            var rules = new ArrayList<ValidationRule>(
                    Objects.requireNonNullElse(schema.getXKubernetesValidations(), List.of()));
            rules.add(new ValidationRuleBuilder()
                    .withRule("self.all(key, key.size() <= " + KEY + ")")
                    .withMessage("give keys of at most " + KEY + " characters")
                    .build());
            schema.setXKubernetesValidations(rules);
        }
    }

    private static void text(String field, JSONSchemaProps schema) {
        if (schema.getMaxLength() == null
                && (schema.getEnum() == null || schema.getEnum().isEmpty())) {
            schema.setMaxLength(LONG.contains(field) ? LONG_TEXT : TEXT);
        }
    }

    private static void integer(JSONSchemaProps schema) {
        var wide = "int64".equals(schema.getFormat());
        if (schema.getMinimum() == null) {
            schema.setMinimum(wide ? -EXACT : (double) Integer.MIN_VALUE);
        }
        if (schema.getMaximum() == null) {
            schema.setMaximum(wide ? EXACT : (double) Integer.MAX_VALUE);
        }
    }
}
