package com.isotoma.dboperator.crds;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.isotoma.dboperator.crds.contract.StatusConditions;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The CRDs as YAML, generated from the records and completed with what annotations cannot say. */
final class CrdYaml {
    private static final String EPOCH = "1970-01-01T00:00:00Z";
    private static final ObjectMapper JSON = new ObjectMapper();

    private CrdYaml() {}

    /** File name to content, of every CRD of the group. */
    static Map<String, String> generate(CrdGroup group) {
        var files = new TreeMap<String, String>();
        for (var kind : group.kinds()) {
            var crd = complete(kind, generated(kind));
            files.put(crd.getMetadata().getName() + ".yaml", header() + Serialization.asYaml(crd));
        }
        return files;
    }

    private static CustomResourceDefinition generated(CrdKind kind) {
        var outputs = new TreeMap<String, ByteArrayOutputStream>();
        new CRDGenerator()
                .customResourceClasses(kind.type())
                .forCRDVersions("v1")
                .withOutput(new InMemory(outputs))
                .generate();
        var yaml = outputs.firstEntry().getValue().toString(StandardCharsets.UTF_8);
        return Serialization.unmarshal(yaml, CustomResourceDefinition.class);
    }

    private static String header() {
        return "# Generated from the records in crds/src/main/java. Write anew with:\n"
                + "#   mvn -pl crds test -Dcrds.write=true\n";
    }

    private static CustomResourceDefinition complete(CrdKind kind, CustomResourceDefinition generated) {
        var crd = new CustomResourceDefinitionBuilder(generated)
                .editSpec()
                .editNames()
                .withCategories(kind.categories())
                .endNames()
                .endSpec()
                .build();
        var version = crd.getSpec().getVersions().get(0);
        version.setAdditionalPrinterColumns(kind.columns());
        var schema = version.getSchema().getOpenAPIV3Schema();
        schema.setDescription(kind.description());
        schema.setRequired(List.of("spec"));
        kind.rule().ifPresent(rule -> schema.setXKubernetesValidations(List.of(rule)));
        var spec = schema.getProperties().get("spec");
        spec.setDescription("What is asked for.");
        kind.freeForm().forEach(field -> spec.getProperties().get(field).setAdditionalProperties(null));
        if (kind.status().isPresent()) {
            var status = schema.getProperties().get("status");
            complete(status, kind.status().get());
            kind.freeForm().stream()
                    .filter(status.getProperties()::containsKey)
                    .forEach(field -> status.getProperties().get(field).setAdditionalProperties(null));
        } else {
            schema.getProperties().remove("status");
            version.setSubresources(null);
        }
        Bounds.apply(schema);
        return crd;
    }

    private static Map<String, String> pending(String type, String status, String message) {
        return new TreeMap<>(Map.of(
                "type", type,
                "status", status,
                "reason", DatabaseReasons.PENDING,
                "message", message,
                "lastTransitionTime", EPOCH));
    }

    private static void complete(JSONSchemaProps schema, CrdKind.Status status) {
        schema.setDescription(status.description());
        var pending = List.of(
                pending(status.condition(), "Unknown", status.pending()),
                pending(StatusConditions.RECONCILING, "True", status.pending()));
        schema.setDefault(JSON.valueToTree(Map.of("conditions", status.goesOn() ? pending : pending.subList(0, 1))));
        var conditions = schema.getProperties().get("conditions");
        conditions.setXKubernetesListType("map");
        conditions.setXKubernetesListMapKeys(List.of("type"));
        conditions.getItems().getSchema().setRequired(List.of("type", "status", "reason", "lastTransitionTime"));
    }

    private record InMemory(Map<String, ByteArrayOutputStream> outputs)
            implements CRDGenerator.CRDOutput<OutputStream> {
        @Override
        public OutputStream outputFor(String crdName) throws IOException {
            return outputs.computeIfAbsent(crdName, n -> new ByteArrayOutputStream());
        }

        @Override
        public URI crdURI(String crdName) {
            return Path.of(crdName).toUri(); // only reported, never opened
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    }
}
