package com.isotoma.dboperator.operator.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.testsupport.TestKubernetes;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A policy of the test's own comes and goes on a real API server. */
class PolicyWatchIT {
    private final KubernetesClient admin = TestKubernetes.admin();
    private final String name = "it-" + UUID.randomUUID().toString().substring(0, 8);
    private final PolicyWatch watch = new PolicyWatch(() -> List.of(probe(name)));

    @AfterEach
    void close() {
        policy("").forEach(object -> admin.resource(object).delete());
        admin.namespaces().withName(name).delete();
        watch.close();
        admin.close();
    }

    @Test
    void itIsReadyOnlyWhileWhatMustBeRefusedIsRefused() {
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        assertThat(watch.hold()).as("before the first look").isFalse();

        assertThat(watch.prove()).isTrue();
        assertThat(watch.hold()).as("there is no such policy").isFalse();
        assertThat(watch.inForce()).containsEntry(name, false);
        assertThat(Proof.of(probe(name)))
                .isInstanceOfSatisfying(
                        Proof.Fails.class,
                        fails -> assertThat(fails.message())
                                .contains(
                                        "ValidatingAdmissionPolicy " + name,
                                        "would let a test",
                                        "deploy/admission.yaml"));

        policy("validations: [{expression: 'false', message: no}]")
                .forEach(object -> admin.resource(object).create());
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(watch.prove()).isTrue();
            assertThat(watch.hold()).isTrue();
        });
        assertThat(watch.inForce()).containsEntry(name, true);

        // A policy without its binding refuses nothing.
        admin.resource(policy("").getLast()).delete();
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(watch.prove()).isTrue();
            assertThat(watch.hold()).isFalse();
        });
    }

    @Test
    void whatIsRefusedForAnotherReasonProvesNothing() {
        // Its namespace does not exist.
        assertThat(Proof.of(probe(name)))
                .isInstanceOfSatisfying(
                        Proof.Fails.class, fails -> assertThat(fails.message()).contains("cannot be proved", name));
    }

    private Probe probe(String policy) {
        var map = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(name)
                .withName("probe")
                .endMetadata()
                .build();
        return new Probe(policy, "a test", () -> admin.resource(map).dryRun().create());
    }

    /** Of this test's namespace alone. */
    private List<HasMetadata> policy(String validations) {
        return admin.load(new ByteArrayInputStream(
                        """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: %1$s}
                spec:
                  failurePolicy: Fail
                  matchConstraints:
                    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
                    resourceRules:
                      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}
                  %2$s
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata: {name: %1$s}
                spec: {policyName: %1$s, validationActions: [Deny]}
                """.formatted(name, validations).getBytes(StandardCharsets.UTF_8)))
                .items();
    }
}
