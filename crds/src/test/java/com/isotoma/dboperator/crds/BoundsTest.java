package com.isotoma.dboperator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoundsTest {
    /** Of any form, so that a schema cannot say more of it; whoever reads it limits its depth. */
    private static final Set<String> FREE = Set.of("Database.spec.options", "Database.status.options");

    @ParameterizedTest
    @MethodSource("groups")
    void nothingInAnySchemaIsUnbounded(CrdGroup group) {
        var unbounded = new ArrayList<String>();
        for (var yaml : CrdYaml.generate(group).values()) {
            var crd = Serialization.unmarshal(yaml, CustomResourceDefinition.class);
            crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema().getProperties().entrySet().stream()
                    .filter(part -> !part.getKey().equals("metadata"))
                    .forEach(part ->
                            look(crd.getSpec().getNames().getKind() + "." + part.getKey(), part.getValue(), unbounded));
        }
        assertThat(unbounded).isEmpty();
    }

    static List<CrdGroup> groups() {
        return CrdGroup.ALL;
    }

    private static void look(String path, JSONSchemaProps schema, List<String> unbounded) {
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            text(path, schema, unbounded);
            integer(path, schema, unbounded);
            return;
        }
        if (schema.getType() == null) {
            unbounded.add(path + ": no type");
            return;
        }
        switch (schema.getType()) {
            case "boolean" -> assertThat(schema.getType()).isEqualTo("boolean");
            case "string" -> text(path, schema, unbounded);
            case "integer" -> integer(path, schema, unbounded);
            case "array" -> {
                if (schema.getMaxItems() == null) {
                    unbounded.add(path + ": maxItems");
                }
                look(path + "[]", schema.getItems().getSchema(), unbounded);
            }
            case "object" -> object(path, schema, unbounded);
            default -> unbounded.add(path + ": type " + schema.getType());
        }
    }

    private static void object(String path, JSONSchemaProps schema, List<String> unbounded) {
        if (schema.getProperties() != null && !schema.getProperties().isEmpty()) {
            if (Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())) {
                unbounded.add(path + ": unknown fields beside known ones");
            }
            schema.getProperties().forEach((name, child) -> look(path + "." + name, child, unbounded));
            return;
        }
        if (schema.getMaxProperties() == null) {
            unbounded.add(path + ": maxProperties");
        }
        if (Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())) {
            if (!FREE.contains(path)) {
                unbounded.add(path + ": unknown fields");
            }
            return;
        }
        if (schema.getXKubernetesValidations().stream()
                .noneMatch(rule -> rule.getRule().contains("key.size() <="))) {
            unbounded.add(path + ": length of keys");
        }
        look(path + "{}", schema.getAdditionalProperties().getSchema(), unbounded);
    }

    private static void text(String path, JSONSchemaProps schema, List<String> unbounded) {
        if (schema.getMaxLength() == null
                && (schema.getEnum() == null || schema.getEnum().isEmpty())) {
            unbounded.add(path + ": maxLength");
        }
    }

    private static void integer(String path, JSONSchemaProps schema, List<String> unbounded) {
        if (schema.getMinimum() == null || schema.getMaximum() == null) {
            unbounded.add(path + ": minimum and maximum");
        }
    }
}
