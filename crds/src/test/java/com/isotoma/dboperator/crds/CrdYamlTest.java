package com.isotoma.dboperator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrdYamlTest {
    private static final Path FOLDER = Path.of("yaml");

    @Test
    void committedYamlIsWhatTheRecordsGenerate() throws IOException {
        var generated = CrdYaml.generate();
        if (Boolean.getBoolean("crds.write")) {
            Files.createDirectories(FOLDER);
            for (var file : generated.entrySet()) {
                Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
            }
        }

        try (var committed = Files.list(FOLDER)) {
            assertThat(committed.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(generated.keySet());
        }
        for (var file : generated.entrySet()) {
            assertThat(Files.readString(FOLDER.resolve(file.getKey())))
                    .as("%s is stale: mvn -pl crds test -Dcrds.write=true", file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void everyFieldIsExplained() {
        var silent = new ArrayList<String>();
        for (var yaml : CrdYaml.generate().values()) {
            var crd = Serialization.unmarshal(yaml, CustomResourceDefinition.class);
            var schema = crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
            collectSilent(crd.getSpec().getNames().getKind(), schema, silent);
        }

        assertThat(silent).as("fields without a text for kubectl explain").isEmpty();
    }

    private static void collectSilent(String path, JSONSchemaProps schema, List<String> silent) {
        if (path.endsWith(".conditions")) {
            return; // metav1.Condition, explained by Kubernetes
        }
        if (schema.getDescription() == null) {
            silent.add(path);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, child) -> collectSilent(path + "." + name, child, silent));
        }
    }
}
