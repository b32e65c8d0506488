package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.testsupport.Bucket;
import com.isotoma.dboperator.testsupport.LocalServers;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a schedule says of the places that it names itself, as soon as it names them. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class SchedulePlacesIT {
    private final Server server = Servers.demoHttp();

    @Test
    void aMisspeltBucketOrSecretKeyIsSaidAtOnceAndWhatIsRightIsSaidToo() {
        try (var namespace = TestNamespace.create(server);
                var bucket = new Bucket()) {
            apply(namespace);
            schedule(namespace, place(bucket.name(), "secret"), place("there-is-no-such-bucket", "secret"));

            awaitPossible(namespace, "False", "StorageFailed", "there-is-no-such-bucket", "spec.template.backupTo[1]");
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace.events("StorageFailed"))
                            .singleElement()
                            .asString()
                            .contains("there-is-no-such-bucket"));
            assertThat(namespace.condition("orders", "BackupsPossible").getStatus())
                    .as("the Database's own place is another matter")
                    .isEqualTo("True");

            schedule(namespace, place(bucket.name(), "misspelt"));
            awaitPossible(
                    namespace,
                    "False",
                    "SecretNotFound",
                    "misspelt",
                    "spec.template.backupTo[0].s3.credentials.secretAccessKey");

            schedule(namespace, place(bucket.name(), "secret"));
            awaitPossible(namespace, "True", "BackupsPossible", "stored where backups go");
            assertThat(bucket.keys(namespace.name + "/"))
                    .as("what a trial leaves")
                    .isEmpty();
            // One for each spec; those that have ended are removed after a while.
            assertThat(jobs(namespace)).hasSizeBetween(1, 3).allMatch(name -> name.startsWith("nightly-check-places-"));
        }
    }

    @Test
    void theSamePlaceTwiceIsSaid() {
        try (var namespace = TestNamespace.create(server);
                var bucket = new Bucket()) {
            apply(namespace);
            schedule(namespace, place(bucket.name(), "secret"), place(bucket.name(), "secret"));

            awaitPossible(namespace, "False", "InvalidSpec", "spec.template.backupTo[1]", "the same place");
        }
    }

    @Test
    void aScheduleThatGoesWhereItsDatabaseSaysAgainSaysWhatThatSays() {
        try (var namespace = TestNamespace.create(server)) {
            apply(namespace);
            schedule(namespace, place("there-is-no-such-bucket", "secret"));
            awaitPossible(namespace, "False", "StorageFailed", "there-is-no-such-bucket");

            namespace.apply(schedule(""));
            awaitPossible(namespace, "True", "BackupsPossible", "stored where backups go");

            namespace.apply(
                    DatabaseYaml.of(server, "orders").without("backupTo").set("deletionPolicy", "Delete"));
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(possible(namespace)).isEmpty());
        }
    }

    @Test
    void ofAStorageLocationTheFirstBackupSaysIt() {
        try (var namespace = TestNamespace.create(server)) {
            apply(namespace);
            namespace.apply(schedule("template: {backupTo: [{location: offsite}]}"));

            awaitPossible(namespace, "Unknown", "NotTried", "StorageLocation offsite");
        }
    }

    private void apply(TestNamespace namespace) {
        namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
        namespace.awaitReady("orders");
    }

    private static void schedule(TestNamespace namespace, String... places) {
        namespace.apply(schedule("template: {backupTo: [" + String.join(", ", places) + "]}"));
    }

    private static String schedule(String more) {
        return """
                apiVersion: db.isotoma.com/v1alpha1
                kind: BackupSchedule
                metadata: {name: nightly}
                spec: {database: orders, schedule: '@yearly', %s}
                """.formatted(more);
    }

    /** @param key of the store's Secret that has the access key's secret, rightly or not */
    private static String place(String bucket, String key) {
        return """
                {s3: {bucket: %s, region: %s, endpoint: '%s', credentials: {
                  accessKeyId: {valueFrom: {secretKeyRef: {name: store, key: id}}},
                  secretAccessKey: {valueFrom: {secretKeyRef: {name: store, key: %s}}}}}}
                """.strip().formatted(bucket, LocalServers.of("S3", "REGION"), LocalServers.of("S3", "ENDPOINT"), key);
    }

    private static void awaitPossible(TestNamespace namespace, String status, String reason, String... contents) {
        TestNamespace.await()
                .untilAsserted(() -> assertThat(possible(namespace))
                        .singleElement()
                        .satisfies((Condition c) -> {
                            assertThat(c.getReason()).as(c.getMessage()).isEqualTo(reason);
                            assertThat(c.getStatus()).isEqualTo(status);
                            assertThat(c.getMessage()).contains(contents);
                        }));
    }

    private static List<Condition> possible(TestNamespace namespace) {
        var schedule = namespace
                .client
                .resources(BackupSchedule.class)
                .inNamespace(namespace.name)
                .withName("nightly")
                .get();
        return Objects.requireNonNull(schedule.getStatus().conditions()).stream()
                .filter(c -> c.getType().equals("BackupsPossible"))
                .toList();
    }

    private static List<String> jobs(TestNamespace namespace) {
        return namespace
                .client
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace.name)
                .withLabels(Map.of("db.isotoma.com/operation", "check-places"))
                .list()
                .getItems()
                .stream()
                .map((Job job) -> job.getMetadata().getName())
                .toList();
    }
}
