package com.isotoma.dboperator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrdYamlTest {
    @ParameterizedTest
    @MethodSource("groups")
    void committedYamlIsWhatTheRecordsGenerate(CrdGroup group) throws IOException {
        var generated = CrdYaml.generate(group);
        if (Boolean.getBoolean("crds.write")) {
            Files.createDirectories(group.folder());
            for (var file : generated.entrySet()) {
                Files.writeString(group.folder().resolve(file.getKey()), file.getValue());
            }
        }

        try (var committed = Files.list(group.folder())) {
            assertThat(committed
                            .filter(Files::isRegularFile)
                            .map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(generated.keySet());
        }
        for (var file : generated.entrySet()) {
            assertThat(Files.readString(group.folder().resolve(file.getKey())))
                    .as("%s is stale: mvn -pl crds test -Dcrds.write=true", file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    @ParameterizedTest
    @MethodSource("groups")
    void everyFieldIsExplained(CrdGroup group) {
        var silent = new ArrayList<String>();
        for (var yaml : CrdYaml.generate(group).values()) {
            var crd = Serialization.unmarshal(yaml, CustomResourceDefinition.class);
            var schema = crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
            collectSilent(crd.getSpec().getNames().getKind(), schema, silent);
        }

        assertThat(silent).as("fields without a text for kubectl explain").isEmpty();
    }

    @Test
    void noNameMeansTwoKinds() {
        assertThat(CrdGroup.ALL.stream()
                        .flatMap(group -> CrdYaml.generate(group).values().stream())
                        .map(yaml -> Serialization.unmarshal(yaml, CustomResourceDefinition.class)
                                .getSpec()
                                .getNames())
                        .flatMap(names -> Stream.concat(
                                Stream.of(names.getPlural(), names.getSingular()), names.getShortNames().stream())))
                .doesNotHaveDuplicates();
    }

    static List<CrdGroup> groups() {
        return CrdGroup.ALL;
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
