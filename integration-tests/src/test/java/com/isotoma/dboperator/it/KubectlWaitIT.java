package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What {@code kubectl wait} answers while the status is still of an earlier spec. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class KubectlWaitIT {
    @Test
    void afterAChangeOfTheSpecItWaitsForTheRunOfThatSpec() throws Exception {
        try (var namespace = TestNamespace.create(Servers.POSTGRESQL)) {
            var yaml = DatabaseYaml.of(Servers.POSTGRESQL, "orders").set("deletionPolicy", "Delete");
            namespace.apply(yaml);
            assertThat(wait(namespace, "120s").status()).isZero();
            namespace.admitNoJobs();

            namespace.apply(yaml.set("connect.connectTimeoutSeconds", 7));

            var early = wait(namespace, "3s");
            assertThat(early.status()).as(early.output()).isNotZero();
            assertThat(namespace.condition("orders", "Ready").getStatus()).isEqualTo("True");
            namespace
                    .client
                    .resourceQuotas()
                    .inNamespace(namespace.name)
                    .withName("no-jobs")
                    .delete();
            var later = wait(namespace, "120s");
            assertThat(later.status()).as(later.output()).isZero();
            assertThat(namespace.status("orders").observedGeneration())
                    .isEqualTo(Objects.requireNonNull(namespace.database("orders"))
                            .getMetadata()
                            .getGeneration());
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    private static Program.End wait(TestNamespace namespace, String atMost) throws Exception {
        return namespace.kubectl("wait", "--for=condition=Ready", "--timeout=" + atMost, "database/orders");
    }
}
