package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleStatus;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operator makes of BackupSchedules, and of Backups that may not begin yet. */
class SchedulesIT {
    private Cluster cluster;
    private RunningOperator operator;
    private String namespace;

    @BeforeEach
    void startOperator() throws IOException {
        cluster = Cluster.connect();
        namespace = cluster.namespace();
        operator = Operators.startIn(namespace, cluster, "schedules", false);
        cluster.database(namespace, "shop", TestDrivers.WORKS);
        cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);
    }

    @AfterEach
    void stopOperator() {
        operator.close();
        cluster.close();
    }

    @Test
    void theCronJobFollowsItsScheduleAndOthersAreLeftAlone() throws Exception {
        schedule("0 3 * * *");
        awaitReady("True", "Scheduled");
        assertThat(cronJob().getSpec().getSchedule()).isEqualTo("0 3 * * *");
        assertThat(status("nightly").nextScheduleTime()).endsWith("T03:00:00Z");
        Cluster.await()
                .untilAsserted(() -> assertThat(metrics())
                        .contains("db_operator_schedule_seconds_since_success{namespace=\"" + namespace
                                + "\",schedule=\"nightly\"}")
                        .contains("db_operator_schedule_next_timestamp_seconds{namespace=\"" + namespace
                                + "\",schedule=\"nightly\"}"));

        schedule("0 4 * * *");
        Cluster.await()
                .untilAsserted(
                        () -> assertThat(cronJob().getSpec().getSchedule()).isEqualTo("0 4 * * *"));

        // Whoever changes it, or takes it away, gets it back.
        cluster.admin.resource(cronJob()).edit(c -> {
            c.getSpec().setSchedule("0 5 * * *");
            return c;
        });
        Cluster.await()
                .untilAsserted(
                        () -> assertThat(cronJob().getSpec().getSchedule()).isEqualTo("0 4 * * *"));

        cluster.admin.resource(schedules("nightly").get()).delete();
        Cluster.await().untilAsserted(() -> assertThat(cronJob()).isNull());
        cluster.apply("""
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: nightly, namespace: %s}
                spec:
                  schedule: "0 6 * * *"
                  suspend: true
                  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: none}]}}}}
                """.formatted(namespace));
        schedule("0 3 * * *");
        awaitReady("False", "NameTaken");
        assertThat(cronJob().getSpec().getSchedule()).isEqualTo("0 6 * * *");
    }

    @Test
    void aBackupBeginsWhenItMayAndHoldsNoOtherUp() {
        var begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(20);
        var later = new Backup();
        later.getMetadata().setName("a-later");
        later.getMetadata().setNamespace(namespace);
        later.setSpec(new BackupSpec("shop", null, begin.toString(), null, null, null));
        cluster.admin.resource(later).create();
        cluster.backup(namespace, "b-now", "shop");

        awaitCompleted("b-now");
        assertThat(Instant.now()).as("else this test would prove nothing").isBefore(begin);
        assertThat(backup("a-later").getStatus().phase()).isNull();
        awaitCompleted("a-later");
        assertThat(cluster.jobs(namespace))
                .filteredOn(job -> job.getMetadata().getName().startsWith("a-later-"))
                .allSatisfy(job -> assertThat(Instant.parse(job.getMetadata().getCreationTimestamp()))
                        .isBetween(begin, begin.plusSeconds(30)));
    }

    private void schedule(String cron) {
        cluster.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: BackupSchedule
                metadata: {name: nightly, namespace: %s}
                spec: {database: shop, schedule: "%s", jitterSeconds: 0}
                """.formatted(namespace, cron));
    }

    private Resource<BackupSchedule> schedules(String name) {
        return cluster.admin
                .resources(BackupSchedule.class)
                .inNamespace(namespace)
                .withName(name);
    }

    private BackupScheduleStatus status(String name) {
        return schedules(name).get().getStatus();
    }

    private void awaitReady(String status, String reason) {
        Cluster.await()
                .untilAsserted(() -> assertThat(status("nightly").conditions())
                        .filteredOn(c -> c.getType().equals("Ready"))
                        .singleElement()
                        .satisfies((Condition c) -> {
                            assertThat(c.getReason()).as(c.getMessage()).isEqualTo(reason);
                            assertThat(c.getStatus()).isEqualTo(status);
                        }));
    }

    private CronJob cronJob() {
        return cluster.admin
                .batch()
                .v1()
                .cronjobs()
                .inNamespace(namespace)
                .withName("nightly")
                .get();
    }

    private Backup backup(String name) {
        return cluster.admin
                .resources(Backup.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    private void awaitCompleted(String name) {
        Cluster.await()
                .untilAsserted(
                        () -> assertThat(backup(name).getStatus().phase()).isEqualTo(BackupPhase.COMPLETED));
    }

    private String metrics() throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + operator.port() + "/metrics");
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
