package com.isotoma.dboperator.crds;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
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
    static Map<String, String> generate() {
        var outputs = new TreeMap<String, ByteArrayOutputStream>();
        new CRDGenerator()
                .customResourceClasses(Database.class, Backup.class, Driver.class)
                .forCRDVersions("v1")
                .withOutput(new InMemory(outputs))
                .generate();
        var files = new TreeMap<String, String>();
        outputs.forEach((name, bytes) -> {
            var crd = complete(
                    Serialization.unmarshal(bytes.toString(StandardCharsets.UTF_8), CustomResourceDefinition.class));
            files.put(crd.getMetadata().getName() + ".yaml", header() + Serialization.asYaml(crd));
        });
        return files;
    }

    private static String header() {
        return "# Generated from the records in crds/src/main/java. Write anew with:\n"
                + "#   mvn -pl crds test -Dcrds.write=true\n";
    }

    private static CustomResourceDefinition complete(CustomResourceDefinition generated) {
        var kind = generated.getSpec().getNames().getKind();
        var crd = new CustomResourceDefinitionBuilder(generated)
                .editSpec()
                .editNames()
                .withCategories(ApiGroup.CATEGORY)
                .endNames()
                .endSpec()
                .build();
        var version = crd.getSpec().getVersions().get(0);
        version.setAdditionalPrinterColumns(PrinterColumns.of(kind));
        var schema = version.getSchema().getOpenAPIV3Schema();
        schema.setDescription(description(kind));
        schema.setRequired(List.of("spec"));
        schema.getProperties().get("spec").setDescription("What is asked for.");
        switch (kind) {
            case "Database" -> {
                schema.getProperties()
                        .get("spec")
                        .getProperties()
                        .get("options")
                        .setAdditionalProperties(null);
                completeStatus(schema, "Ready");
            }
            case "Backup" -> completeStatus(schema, "Complete");
            default -> {
                schema.getProperties().remove("status");
                version.setSubresources(null);
            }
        }
        return crd;
    }

    private static String description(String kind) {
        return switch (kind) {
            case "Database" -> "A database, its user and its Secret on a server that exists already.";
            case "Backup" -> "One backup of one Database. It outlives its Database.";
            case "Driver" -> "The container that works for one kind of database server.";
            default -> throw new IllegalStateException("no description of " + kind);
        };
    }

    /** What no run has picked up must not look healthy to kubectl wait, Argo CD or Helm. */
    private static void completeStatus(JSONSchemaProps schema, String conditionType) {
        var status = schema.getProperties().get("status");
        status.setDescription("What has been reached. Only the driver's runs write it.");
        var pending = new TreeMap<>(Map.of(
                "type", conditionType,
                "status", "Unknown",
                "reason", "Pending",
                "message", "No run has picked this up yet",
                "lastTransitionTime", EPOCH));
        status.setDefault(JSON.valueToTree(Map.of("conditions", List.of(pending))));
        var conditions = status.getProperties().get("conditions");
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
