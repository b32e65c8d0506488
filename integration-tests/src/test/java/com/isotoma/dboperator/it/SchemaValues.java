package com.isotoma.dboperator.it;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Random values that a schema allows, as JSON text: at its bounds, and free-form parts of any depth and width. What rules in
 * CEL ask for besides is for the API server to refuse.
 */
final class SchemaValues {
    /** What the API server reads; deeper than any of its clients does by default. */
    private static final int DEEPEST = 1_500;

    private static final int LONGEST_KEY = 60_000;
    private static final int FEW = 4;
    private static final Pattern FIELD = Pattern.compile("has\\(self\\.(\\w+)\\)");

    private final RandomGenerator random;

    SchemaValues(RandomGenerator random) {
        this.random = random;
    }

    /** The schema of a kind, from its CRD. */
    static JsonNode schema(String plural) throws IOException {
        var crd = new YAMLMapper()
                .readTree(Workspace.root()
                        .resolve(Path.of("crds/yaml", plural + ".db.isotoma.com.yaml"))
                        .toFile());
        return crd.at("/spec/versions/0/schema/openAPIV3Schema");
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** A value for the schema; empty where none is known that matches its pattern. */
    Optional<String> value(JsonNode schema) {
        if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            return Optional.of(freeForm());
        }
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return random.nextBoolean() ? Optional.of(integer(schema)) : text(schema);
        }
        return switch (schema.path("type").asText()) {
            case "boolean" -> Optional.of(String.valueOf(random.nextBoolean()));
            case "integer" -> Optional.of(integer(schema));
            case "string" -> text(schema);
            case "array" -> Optional.of(array(schema));
            case "object" -> object(schema);
            default -> Optional.empty();
        };
    }

    /** An object with what is required, and with some of the rest; of fields that exclude each other one. */
    Optional<String> object(JsonNode schema) {
        if (!schema.has("properties")) {
            return Optional.of(map(schema));
        }
        var fields = new LinkedHashMap<String, String>();
        var either = alternatives(schema);
        var chosen = either.isEmpty() ? "" : either.get(random.nextInt(either.size()));
        for (var property : schema.get("properties").properties()) {
            var name = property.getKey();
            var required = name.equals(chosen)
                    || schema.path("required")
                            .valueStream()
                            .anyMatch(known -> known.asText().equals(name));
            if (required || (!either.contains(name) && random.nextInt(3) == 0)) {
                var value = value(property.getValue());
                if (value.isPresent()) {
                    fields.put(name, value.get());
                } else if (required) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(object(fields));
    }

    static String object(Map<String, String> fields) {
        var text = new StringBuilder("{");
        fields.forEach((name, value) -> text.append(text.length() == 1 ? "" : ",")
                .append(quoted(name))
                .append(':')
                .append(value));
        return text.append('}').toString();
    }

    /** The fields of which a rule wants exactly one. */
    private static List<String> alternatives(JsonNode schema) {
        return schema.path("x-kubernetes-validations")
                .valueStream()
                .map(rule -> rule.path("rule").asText())
                .filter(rule -> rule.matches("has\\(self\\.\\w+\\) != has\\(self\\.\\w+\\)")
                        || rule.endsWith(".filter(given, given).size() == 1"))
                .flatMap(rule -> FIELD.matcher(rule).results().map(found -> found.group(1)))
                .toList();
    }

    private String map(JsonNode schema) {
        int most = schema.path("maxProperties").asInt(FEW);
        var fields = new LinkedHashMap<String, String>();
        var wanted = random.nextInt(8) == 0 ? most : random.nextInt(Math.min(most, FEW) + 1);
        for (int i = 0; i < wanted; i++) {
            // Nothing says how long keys are but rules of 253 characters.
            value(schema.path("additionalProperties"))
                    .ifPresent(value -> fields.put(OddText.of(random, 0, random.nextInt(5) == 0 ? 253 : 8), value));
        }
        return object(fields);
    }

    private String array(JsonNode schema) {
        int least = schema.path("minItems").asInt(0);
        int most = schema.path("maxItems").asInt(FEW);
        int wanted = random.nextInt(12) == 0 ? most : Math.max(least, random.nextInt(Math.min(most, FEW) + 1));
        var text = new StringBuilder("[");
        for (int i = 0; i < wanted; i++) {
            var value = value(schema.get("items"));
            value.ifPresent(item -> text.append(text.length() == 1 ? "" : ",").append(item));
        }
        return text.append(']').toString();
    }

    private Optional<String> text(JsonNode schema) {
        if (schema.has("enum")) {
            var values = schema.get("enum");
            return Optional.of(quoted(values.get(random.nextInt(values.size())).asText()));
        }
        int least = schema.path("minLength").asInt(0);
        // Texts of messages are long by the hundred; one such object would be the only one stored in a minute.
        int most = Math.min(schema.path("maxLength").asInt(64), 2_000);
        return schema.has("pattern")
                ? OddText.matching(random, schema.get("pattern").asText(), least, most)
                        .map(SchemaValues::quoted)
                : Optional.of(quoted(OddText.of(random, least, most)));
    }

    private String integer(JsonNode schema) {
        long least = schema.path("minimum").asLong(Integer.MIN_VALUE);
        long most = schema.path("maximum").asLong(Integer.MAX_VALUE);
        return switch (random.nextInt(4)) {
            case 0 -> Long.toString(least);
            case 1 -> Long.toString(most);
            case 2 -> Long.toString(Math.clamp(random.nextInt(-2, 3), least, most));
            default -> Long.toString(random.nextLong(least, most));
        };
    }

    /** What no schema limits: nesting, long names, wide numbers, many entries. */
    private String freeForm() {
        return switch (random.nextInt(8)) {
            case 0 -> nested(DEEPEST);
            case 1 -> nested(random.nextInt(DEEPEST));
            case 2 -> "{" + quoted("k".repeat(LONGEST_KEY)) + ": 1}";
            case 3 ->
                "{\"numbers\": [9223372036854775807, -9223372036854775808, 1e308, -0.0, 5e-324, 123456789.0123456789]}";
            case 4 -> "{\"wide\": [" + "{},".repeat(20_000) + "[]]}";
            case 5 -> "{\"text\": " + quoted(OddText.of(random, 10_000, 50_000)) + "}";
            case 6 -> "{\"n\": null, \"\": {\"\": [[], {}, true]}}";
            default -> "{" + quoted(OddText.of(random, 1, 60)) + ": " + nested(random.nextInt(70)) + "}";
        };
    }

    private String nested(int depth) {
        return random.nextBoolean()
                ? "{\"a\":".repeat(depth) + "1" + "}".repeat(depth)
                : "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    }
}
