package com.isotoma.dboperator.demo.operator;

import static com.isotoma.dboperator.demo.operator.DemoCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More than one operator, at once or one after the other. */
class SeveralDemoOperatorsIT {
    private static final int BACKUPS = 12;

    private DemoCluster kubernetes;
    private BackupNamespace namespace;

    @BeforeEach
    void connect() throws IOException {
        kubernetes = new DemoCluster();
        kubernetes.admin.resource(BackupScript.driver()).forceConflicts().serverSideApply();
        namespace = BackupNamespace.fresh(kubernetes);
    }

    @AfterEach
    void disconnect() {
        kubernetes.admin.resource(BackupScript.driver()).delete();
        kubernetes.close();
    }

    @Test
    void twoAtOnceMakeEachBackupOnce() throws IOException {
        try (var one = start("one");
                var two = start("two")) {
            IntStream.range(0, BACKUPS).forEach(i -> kubernetes.apply("""
                    apiVersion: database.sample.third.party/v1alpha1
                    kind: DatabaseBackup
                    metadata: {name: b%d, namespace: %s}
                    spec:
                      manualTrigger: {repo: store}
                      scheduledTrigger: {schedule: 0 3 * * *, repo: store}
                      repos: [{name: store, serviceEndpoint: "http://127.0.0.1:1"}]
                    """.formatted(i, namespace.name())));
            await().untilAsserted(() -> assertThat(kubernetes.list(DatabaseBackup.class, namespace.name()))
                    .hasSize(BACKUPS)
                    .allSatisfy(backup -> assertThat(
                                    DemoCluster.condition(backup.getStatus().conditions(), "Succeeded")
                                            .getStatus())
                            .isEqualTo("True")));
            await().during(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(namespace.jobs()).hasSize(BACKUPS));
            assertThat(namespace.started()).isEqualTo(BACKUPS);
            assertThat(one.log() + two.log()).doesNotContain("ERROR");
        }
    }

    @Test
    void oneThatStartsAfterAnotherWasKilledMakesNothingTwice() throws IOException {
        try (var first = start("first")) {
            namespace.backup("manualTrigger: {repo: slow},");
            namespace.awaitJob();
            first.kill();
        }
        try (var second = start("second")) {
            await().untilAsserted(() ->
                    assertThat(namespace.backup().getStatus().servedRequest()).isNotNull());
            namespace.awaitSuccess("archive-job");
            assertThat(namespace.jobs()).hasSize(1);
            assertThat(second.log()).doesNotContain("JobCreated");
        }
    }

    private DemoOperator start(String identity) throws IOException {
        return DemoOperator.start(kubernetes, identity, "--namespaces=" + namespace.name());
    }
}
