package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleStatus;
import com.isotoma.dboperator.testsupport.Bucket;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Schedules with the CronJob controller of the cluster, the operator and a driver. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class BackupScheduleIT {
    /** Until the next minute, and what a backup takes. */
    private static final Duration MINUTE = Duration.ofMinutes(2);

    @Test
    void backupsAreMadeByTheClockAndOldOnesGoWhenANewOneIsThere() throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server);
                var bucket = new Bucket()) {
            namespace.apply(DatabaseYaml.of(server, "orders"));
            schedule(
                    namespace,
                    "often",
                    "schedule: '* * * * *', suspend: true, startingDeadlineSeconds: 10800," + " mode: Single");
            namespace.awaitReady("orders");
            awaitCondition(namespace, "often", "Ready", "True", "Suspended");

            byHand(namespace);
            afterALongOutage(namespace);
            byTheClock(namespace, bucket);
        }
    }

    private static void byHand(TestNamespace namespace) throws Exception {
        var end = namespace.kubectl("create", "job", "--from=cronjob/often", "by-hand");
        assertThat(end.status()).as(end.output()).isZero();
        TestNamespace.await()
                .untilAsserted(() -> assertThat(completed(namespace)).hasSize(1));
        assertThat(completed(namespace).get(0)).startsWith("often-manual-");
    }

    /** As if the last run was days ago, and more than a hundred were missed since, of which the deadline lets many be. */
    private static void afterALongOutage(TestNamespace namespace) {
        var before = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(3));
        namespace
                .client
                .batch()
                .v1()
                .cronjobs()
                .inNamespace(namespace.name)
                .withName("often")
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\": {\"lastScheduleTime\": \"" + before + "\"}}");
        schedule(namespace, "often", "schedule: '* * * * *', startingDeadlineSeconds: 10800, mode: Single");
        TestNamespace.await()
                .untilAsserted(
                        () -> assertThat(namespace.events("TooManyMissedTimes")).isNotEmpty());
        TestNamespace.await()
                .untilAsserted(() -> assertThat(namespace.events("SuccessfulCreate").stream()
                                .filter(note -> note.contains("Created job often-")))
                        .as("the one run that makes up for all that were missed")
                        .hasSize(1));
    }

    private static void byTheClock(TestNamespace namespace, Bucket bucket) {
        TestNamespace.await().atMost(MINUTE).untilAsserted(() -> {
            var all = namespace
                    .client
                    .resources(Backup.class)
                    .inNamespace(namespace.name)
                    .list()
                    .getItems();
            assertThat(all).as("only the last one is left").hasSize(1);
            var last = all.get(0);
            assertThat(last.getMetadata().getName()).matches("often-[0-9]{8}-[0-9]{4}");
            assertThat(Objects.requireNonNull(last.getStatus()).phase()).isEqualTo(BackupPhase.COMPLETED);
            assertThat(bucket.keys(namespace.name + "/orders/"))
                    .as("its data and its manifest")
                    .hasSize(2)
                    .allMatch(key -> key.contains(last.getMetadata().getName()));
            var status = status(namespace, "often");
            assertThat(Objects.requireNonNull(status.lastBackup()).name())
                    .isEqualTo(last.getMetadata().getName());
            assertThat(status.lastSuccessfulTime()).isEqualTo(last.getStatus().completedAt());
            assertThat(status.lastScheduleTime()).isNotNull();
            assertThat(Instant.parse(Objects.requireNonNull(status.nextScheduleTime())))
                    .isAfter(Instant.parse(status.lastScheduleTime()));
            assertThat(Objects.requireNonNull(status.retention()).keeps()).isEqualTo(1);
        });
        awaitCondition(namespace, "often", "Ready", "True", "Scheduled");
        awaitCondition(namespace, "often", "Pruned", "True", "Applied");
    }

    @Test
    void aScheduleSaysWhetherItsBackupsCanGoWhereTheDatabaseSays() {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server)) {
            var yaml = DatabaseYaml.of(server, "orders");
            schedule(namespace, "fine", "schedule: '@yearly'");
            namespace.apply(
                    yaml.set("backupTo.s3.bucket", "there-is-no-such-bucket").set("deletionPolicy", "Delete"));

            awaitCondition(namespace, "fine", "BackupsPossible", "False", "StorageFailed");
            awaitCondition(namespace, "fine", "Ready", "True", "Scheduled");
            assertThat(namespace.condition("orders", "Ready").getStatus()).isEqualTo("True");
            assertThat(namespace.condition("orders", "BackupsPossible").getMessage())
                    .contains("there-is-no-such-bucket does not exist", "spec.backupTo");

            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            awaitCondition(namespace, "fine", "BackupsPossible", "True", "BackupsPossible");
        }
    }

    @Test
    void whatCannotBeKeptIsRefusedInAConditionAndHasNoCronJob() {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server)) {
            schedule(namespace, "never", "schedule: '0 0 30 2 *'");
            schedule(namespace, "nowhere", "schedule: '@daily', timeZone: Europe/Bonn");
            schedule(namespace, "fine", "schedule: '@daily'");
            awaitCondition(namespace, "never", "Accepted", "False", "NeverFires");
            awaitCondition(namespace, "nowhere", "Accepted", "False", "UnknownTimeZone");
            awaitCondition(namespace, "fine", "Ready", "False", "DatabaseNotFound");
            assertThat(cronJobs(namespace)).isEmpty();

            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            awaitCondition(namespace, "fine", "Ready", "True", "Scheduled");
            assertThat(cronJobs(namespace)).containsExactly("fine");
            assertThat(namespace.events("NeverFires"))
                    .singleElement()
                    .asString()
                    .contains("0 0 30 2 *");

            schedule(namespace, "fine", "schedule: '0 0 31 4 *'");
            awaitCondition(namespace, "fine", "Accepted", "False", "NeverFires");
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(cronJobs(namespace)).isEmpty());
            namespace.awaitReady("orders");
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    private static void schedule(TestNamespace namespace, String name, String spec) {
        namespace.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: BackupSchedule
                metadata: {name: %s}
                spec: {database: orders, %s}
                """.formatted(name, spec));
    }

    private static List<String> completed(TestNamespace namespace) {
        return namespace.client.resources(Backup.class).inNamespace(namespace.name).list().getItems().stream()
                .filter(b -> b.getStatus() != null && b.getStatus().phase() == BackupPhase.COMPLETED)
                .map(b -> b.getMetadata().getName())
                .toList();
    }

    private static List<String> cronJobs(TestNamespace namespace) {
        return namespace.client.batch().v1().cronjobs().inNamespace(namespace.name).list().getItems().stream()
                .map((CronJob c) -> c.getMetadata().getName())
                .toList();
    }

    private static BackupScheduleStatus status(TestNamespace namespace, String name) {
        return namespace
                .client
                .resources(BackupSchedule.class)
                .inNamespace(namespace.name)
                .withName(name)
                .get()
                .getStatus();
    }

    private static void awaitCondition(
            TestNamespace namespace, String name, String type, String status, String reason) {
        TestNamespace.await()
                .untilAsserted(() -> assertThat(
                                Objects.requireNonNull(status(namespace, name).conditions()))
                        .filteredOn(c -> c.getType().equals(type))
                        .singleElement()
                        .satisfies((Condition c) -> {
                            assertThat(c.getReason()).as(c.getMessage()).isEqualTo(reason);
                            assertThat(c.getStatus()).isEqualTo(status);
                        }));
    }
}
