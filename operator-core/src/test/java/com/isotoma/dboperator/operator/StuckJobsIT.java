package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs whose pod does not start, on a real cluster. */
class StuckJobsIT {
    private final Cluster cluster = Cluster.connect();
    private final String namespace = cluster.namespace();
    private final String driver = "it-stuck-" + namespace;

    StuckJobsIT() throws IOException {}

    @AfterEach
    void close() {
        cluster.admin.resource(TestDrivers.driver(driver, null)).delete();
        cluster.close();
    }

    @Test
    void oneThatDoesNotStartInTimeHasFailedAndIsTriedAgain() {
        try (var operator = start("--start-deadline=3s")) {
            assertThat(operator.ready()).isTrue();
            driver(null);
            cluster.database(namespace, "shop", driver);
            var first = cluster.awaitJob(namespace);

            Cluster.await()
                    .atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(cluster.events(namespace, "JobFailed"))
                            .anySatisfy(note -> assertThat(note).contains("did not start in time")));
            driver(TestDrivers.script());
            cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);
            assertThat(cluster.jobs(namespace))
                    .extracting(job -> job.getMetadata().getUid())
                    .doesNotContain(first.getMetadata().getUid());
        }
    }

    @Test
    void oneThatDoesNotStartHoldsUpNoDeletion() {
        try (var operator = start("--start-deadline=1h")) {
            assertThat(operator.ready()).isTrue();
            driver(TestDrivers.script());
            cluster.database(namespace, "shop", driver);
            cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);
            driver(null);
            cluster.backup(namespace, "stuck", "shop");
            Cluster.await().until(() -> cluster.jobs(namespace).stream().anyMatch(job -> does(job, "backup")));

            var database = cluster.database(namespace, "shop");
            cluster.admin.resource(database).delete();
            driver(TestDrivers.script());
            Cluster.await()
                    .atMost(Duration.ofMinutes(3))
                    .untilAsserted(() ->
                            assertThat(cluster.admin.resource(database).get()).isNull());
        }
    }

    private void driver(@Nullable String script) {
        cluster.admin.resource(TestDrivers.driver(driver, script)).createOr(NonDeletingOperation::update);
    }

    private static boolean does(Job job, String operation) {
        return operation.equals(job.getMetadata().getLabels().get("db.isotoma.com/operation"));
    }

    private RunningOperator start(String argument) {
        return Operators.start(
                cluster, "--namespaces=" + namespace, "--identity=stuck", "--leader-election=false", argument);
    }
}
