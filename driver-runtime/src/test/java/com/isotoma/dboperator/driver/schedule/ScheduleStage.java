package com.isotoma.dboperator.driver.schedule;

import com.fasterxml.jackson.core.type.TypeReference;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleStatus;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.RetentionStatus;
import com.isotoma.dboperator.driver.TestResources;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.driver.storage.Manifest;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A BackupSchedule, its Database and its Backups on a real API server, with objects on a real S3 server. */
final class ScheduleStage implements AutoCloseable {
    static final String SCHEDULE = "nightly";
    static final String DATABASE = "orders";
    static final String CONTENT = "a dump";

    final KubernetesClient client = TestResources.connect();
    final LocalS3 s3 = new LocalS3();
    final String namespace = "it-" + UUID.randomUUID().toString().substring(0, 8);

    ScheduleStage() throws IOException {
        TestResources.createNamespace(client, namespace);
        database(LocalS3.SECRET_KEY);
    }

    /** Applies the Database. */
    void database(String secretKey) {
        client.resource("""
                        apiVersion: db.isotoma.com/v1alpha1
                        kind: Database
                        metadata:
                          name: %s
                        spec:
                          driver: memory
                          connect: {host: nowhere}
                          credentials: {username: {value: admin}, password: {value: secret}}
                          backupTo:
                            s3:
                              endpoint: %s
                              region: %s
                              bucket: %s
                              prefix: %s
                              credentials: {accessKeyId: {value: "%s"}, secretAccessKey: {value: "%s"}}
                        """.formatted(
                                DATABASE,
                                LocalS3.ENDPOINT,
                                LocalS3.REGION,
                                LocalS3.BUCKET,
                                s3.key(""),
                                LocalS3.ACCESS_KEY,
                                secretKey))
                .inNamespace(namespace)
                .forceConflicts()
                .serverSideApply();
    }

    void deleteDatabase() {
        client.resources(Database.class)
                .inNamespace(namespace)
                .withName(DATABASE)
                .delete();
    }

    /** @param more further lines of the spec, in JSON without the braces around */
    void schedule(String more) {
        client.resource("""
                        {"apiVersion": "db.isotoma.com/v1alpha1", "kind": "BackupSchedule",
                         "metadata": {"name": "%s"},
                         "spec": {"database": "%s", "schedule": "0,30 3 * * *" %s}}
                        """.formatted(SCHEDULE, DATABASE, more.isEmpty() ? "" : ", " + more))
                .inNamespace(namespace)
                .forceConflicts()
                .serverSideApply();
    }

    /** A Restore that no run has taken up yet. */
    void restore(String backup) {
        client.resource("""
                        {"apiVersion": "db.isotoma.com/v1alpha1", "kind": "Restore", "metadata": {"name": "back"},
                         "spec": {"database": "%s", "from": {"backup": "%s"}}}
                        """.formatted(DATABASE, backup)).inNamespace(namespace).create();
    }

    /** A Job as the CronJob controller makes it, or a person; it never has a pod. */
    void job(String name, @Nullable String scheduledAt) {
        client.resource("""
                        {"apiVersion": "batch/v1", "kind": "Job",
                         "metadata": {"name": "%s", "annotations": {%s}},
                         "spec": {"suspend": true, "template": {"spec": {"restartPolicy": "Never",
                           "containers": [{"name": "driver", "image": "none"}]}}}}
                        """.formatted(
                        name,
                        scheduledAt == null
                                ? ""
                                : "\"batch.kubernetes.io/cronjob-scheduled-timestamp\": \"" + scheduledAt + "\""))
                .inNamespace(namespace)
                .create();
    }

    ExitStatus run(String job) throws InterruptedException {
        return run(job, step -> {});
    }

    ExitStatus run(String job, Steps steps) throws InterruptedException {
        var environment =
                Map.of("DB_OPERATOR_NAMESPACE", namespace, "DB_OPERATOR_SCHEDULE", SCHEDULE, "DB_OPERATOR_JOB", job);
        return new ScheduleHandler().run(new RunContext(environment, client, Clock.systemUTC(), steps));
    }

    private Backup withSpec(String name, String scheduledAt, BackupSpec spec) {
        var backup = new Backup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(Map.of(ApiGroup.SCHEDULE_LABEL, SCHEDULE))
                .withAnnotations(Map.of(ApiGroup.SCHEDULED_AT_ANNOTATION, scheduledAt))
                .build());
        backup.setSpec(spec);
        return backup;
    }

    /** A Backup of the schedule in that phase; a completed one has an object and a manifest. */
    void backup(String name, String scheduledAt, @Nullable BackupPhase phase) {
        var made = client.resource(withSpec(name, scheduledAt, new BackupSpec(DATABASE)))
                .create();
        if (phase != null) {
            boolean completed = phase == BackupPhase.COMPLETED;
            if (completed) {
                s3.put(key(name), CONTENT);
                manifest(name, "db", Map.of());
            }
            var end = completed
                    ? "\"completedAt\": \"%s\", \"sizeBytes\": %d,".formatted(scheduledAt, CONTENT.length())
                    : "";
            made.setStatus(Serialization.unmarshal(
                    """
                    {"phase": "%s", "observedGeneration": 1, "destination": "s3://%s/%s", "startedAt": "%s", %s
                     "driver": "memory", "attempts": 1}
                    """.formatted(phase, LocalS3.BUCKET, key(name), scheduledAt, end), BackupStatus.class));
            client.resource(made).updateStatus();
        }
    }

    /** A Completed one of that day, whose objects {@code first-} and {@code second-} lie behind these endpoints. */
    void completedInTwoStores(int day, URI first, URI second) {
        var name = name(day);
        var places = new ArrayList<String>();
        var copies = new ArrayList<String>();
        for (var copy : Map.of("first-" + name, first, "second-" + name, second).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            s3.put(key(copy.getKey()), CONTENT);
            var manifest = new ManifestSample(cluster(), namespace, DATABASE, name, "db");
            s3.put(Manifest.keyOf(key(copy.getKey())), manifest.json(objectName(copy.getKey())));
            places.add("""
                    {"s3": {"bucket": "%s", "region": "%s", "endpoint": "%s", "pathStyle": true, "credentials":
                      {"accessKeyId": {"value": "%s"}, "secretAccessKey": {"value": "%s"}}}}
                    """.formatted(
                            LocalS3.BUCKET, LocalS3.REGION, copy.getValue(), LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY));
            copies.add("{\"phase\": \"Completed\", \"sizeBytes\": %d, \"destination\": \"s3://%s/%s\"}"
                    .formatted(CONTENT.length(), LocalS3.BUCKET, key(copy.getKey())));
        }
        var targets = Serialization.unmarshal(places.toString(), new TypeReference<List<BackupTarget>>() {});
        var made = client.resource(withSpec(
                        name,
                        "2026-11-%02dT03:00:00Z".formatted(day),
                        new BackupSpec(DATABASE, targets, null, null, null, null)))
                .create();
        made.setStatus(Serialization.unmarshal(
                "{\"phase\": \"Completed\", \"driver\": \"memory\", \"copies\": " + copies + "}", BackupStatus.class));
        client.resource(made).updateStatus();
    }

    /** Completed ones, at three o'clock on the days of November 2026. */
    void completed(int... days) {
        for (int day : days) {
            backup(name(day), "2026-11-%02dT03:00:00Z".formatted(day), BackupPhase.COMPLETED);
        }
    }

    /** Puts a manifest by the object of a Backup: of a database of that name with a table of that many rows. */
    void manifest(String backup, String databaseName, Map<String, Long> rows) {
        manifest(cluster(), backup, databaseName, rows);
    }

    /** The same, written by that cluster. */
    void manifest(String cluster, String backup, String databaseName, Map<String, Long> rows) {
        manifest(new ManifestSample(cluster, namespace, DATABASE, backup, databaseName).with(rows));
    }

    /** The same of a backup that leaves out a table. */
    void partialManifest(String backup, String databaseName, Map<String, Long> rows) {
        manifest(new ManifestSample(cluster(), namespace, DATABASE, backup, databaseName)
                .with(rows)
                .without("audit"));
    }

    private void manifest(ManifestSample sample) {
        s3.put(Manifest.keyOf(key(sample.backup())), sample.json(objectName(sample.backup())));
    }

    private String cluster() {
        return client.namespaces().withName("kube-system").get().getMetadata().getUid();
    }

    static String name(int day) {
        return "nightly-202611%02d-0300".formatted(day);
    }

    String key(String backup) {
        return s3.key(namespace + "/" + DATABASE + "/" + objectName(backup));
    }

    private static String objectName(String backup) {
        return "20261101T000000Z-" + backup + "-0a1b2c3d.txt.zst";
    }

    List<String> backups() {
        return client.resources(Backup.class).inNamespace(namespace).list().getItems().stream()
                .map(b -> b.getMetadata().getName())
                .sorted()
                .toList();
    }

    /** Names of the backups that have an object, or a manifest, or both. */
    List<String> stored() {
        return s3.objects().stream()
                .map(key -> key.replaceAll(".*/\\d{8}T\\d{6}Z-|-[0-9a-f]{8}[.].*", ""))
                .distinct()
                .sorted()
                .toList();
    }

    Backup backup(String name) {
        return client.resources(Backup.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    private BackupScheduleStatus status() {
        return client.resources(BackupSchedule.class)
                .inNamespace(namespace)
                .withName(SCHEDULE)
                .get()
                .getStatus();
    }

    RetentionStatus retention() {
        return Objects.requireNonNull(status().retention());
    }

    /** Types of the schedule's conditions. */
    List<String> conditions() {
        return Objects.requireNonNull(status().conditions()).stream()
                .map(Condition::getType)
                .toList();
    }

    Condition pruned() {
        return Objects.requireNonNull(status().conditions()).stream()
                .filter(c -> c.getType().equals(BackupScheduleStatus.PRUNED))
                .findFirst()
                .orElseThrow();
    }

    /** Reasons of the Events on the schedule. */
    List<String> events() {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(SCHEDULE))
                .map(Event::getReason)
                .toList();
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        client.close();
        s3.close();
    }
}
