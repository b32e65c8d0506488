package com.isotoma.dboperator.demo.operator;

import static com.isotoma.dboperator.demo.operator.DemoCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;

/** A namespace with the keys of a store, in which there is one DatabaseBackup, named {@code archive}. */
record BackupNamespace(DemoCluster kubernetes, String name) {
    static final String BACKUP = "archive";

    static BackupNamespace fresh(DemoCluster kubernetes) {
        var namespace = new BackupNamespace(kubernetes, kubernetes.namespace());
        kubernetes.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: store, namespace: %s}
                stringData: {HmacAccessKeyId: id, HmacSecretAccessKey: secret}
                """.formatted(namespace.name()));
        return namespace;
    }

    /** @param rest further lines of the spec, in flow style; each ends with a comma */
    void backup(String rest) {
        kubernetes.apply("""
                apiVersion: database.sample.third.party/v1alpha1
                kind: DatabaseBackup
                metadata: {name: archive, namespace: %s}
                spec: {%s repos: [
                  {name: store, serviceEndpoint: "http://127.0.0.1:1"},
                  {name: slow, secretName: store, cosRegion: slow, serviceEndpoint: "http://127.0.0.1:1"}]}
                """.formatted(name, rest));
    }

    void patch(String json) {
        kubernetes.patch(DatabaseBackup.class, name, BACKUP, json);
    }

    DatabaseBackup backup() {
        return kubernetes.backup(name, BACKUP);
    }

    Condition condition(String type) {
        return DemoCluster.condition(backup().getStatus().conditions(), type);
    }

    void awaitCondition(String type, String status, String reason, String... contents) {
        await().untilAsserted(() -> {
            var condition = condition(type);
            assertThat(condition.getStatus()).as(condition.toString()).isEqualTo(status);
            assertThat(condition.getReason()).isEqualTo(reason);
            assertThat(List.of(contents))
                    .allSatisfy(part -> assertThat(condition.getMessage()).contains(part));
            assertThat(condition.getLastTransitionTime()).isNotNull();
        });
    }

    List<Job> jobs() {
        return kubernetes.list(Job.class, name);
    }

    CronJob cronJob() {
        return kubernetes.get(CronJob.class, name, BACKUP + "-cronjob");
    }

    Job awaitJob() {
        // Of one look: by the next it may have gone.
        return await().until(this::jobs, jobs -> jobs.size() == 1).getFirst();
    }

    /** Until a run has written that it succeeded, in the Job of that name. */
    void awaitSuccess(String job) {
        awaitCondition("Succeeded", "True", "BackupSucceeded", "by " + job);
    }

    void awaitComplete(Job job) {
        await().untilAsserted(() -> assertThat(
                        kubernetes.admin.resource(job).get().getStatus().getSucceeded())
                .isEqualTo(1));
    }

    void remove(Job job) {
        kubernetes
                .admin
                .resource(job)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
        await().untilAsserted(
                        () -> assertThat(kubernetes.admin.resource(job).get()).isNull());
    }

    long started() {
        return kubernetes.admin.events().v1().events().inNamespace(name).list().getItems().stream()
                .filter(event -> "JobCreated".equals(event.getReason()))
                .count();
    }
}
