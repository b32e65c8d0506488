package com.isotoma.dboperator.demo.operator;

import static com.isotoma.dboperator.demo.operator.DemoCluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups on request, on a real API server, made by a shell script with the rights of the backup's own account. */
class ManualBackupIT {
    private static DemoCluster kubernetes;
    private static DemoOperator operator;
    private BackupNamespace namespace;

    @BeforeAll
    static void start() throws IOException {
        kubernetes = new DemoCluster();
        operator = DemoOperator.start(kubernetes, "manual");
    }

    @AfterAll
    static void stop() {
        operator.close();
        kubernetes.admin.resource(BackupScript.driver()).delete();
        kubernetes.close();
    }

    @BeforeEach
    void freshNamespace() {
        kubernetes.admin.resource(BackupScript.driver()).forceConflicts().serverSideApply();
        namespace = BackupNamespace.fresh(kubernetes);
    }

    @Test
    void isMadeOnceWhateverBecomesOfItsJob() {
        namespace.backup("manualTrigger: {repo: store},");
        var job = namespace.awaitJob();
        assertThat(job.getMetadata().getName()).isEqualTo("archive-job");
        namespace.awaitSuccess("archive-job");
        namespace.awaitComplete(job);
        namespace.awaitCondition("Accepted", "True", "Accepted", "archive-job");
        assertThat(namespace.backup().getStatus().servedRequest()).isNotEmpty();

        namespace.remove(job);
        namespace.patch("{\"spec\":{\"cluster\":\"any\"}}");
        awaitObserved(2);
        await().during(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(namespace.jobs()).isEmpty());
        namespace.awaitSuccess("archive-job");
        assertThat(namespace.started()).isEqualTo(1);
    }

    @Test
    void isNotMadeBeforeItsTime() {
        var time = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
        namespace.backup("manualTrigger: {repo: store, time: \"" + time + "\"},");
        namespace.awaitCondition("Accepted", "True", "Accepted", "starts at " + time);
        assertThat(namespace.jobs()).isEmpty();

        var job = namespace.awaitJob();
        assertThat(Instant.parse(job.getMetadata().getCreationTimestamp())).isAfterOrEqualTo(time);
        namespace.awaitSuccess("archive-job");
    }

    @Test
    void isNotMadeWhenItIsTakenBackInTime() {
        var time = Instant.now().plusSeconds(12).truncatedTo(ChronoUnit.SECONDS);
        namespace.backup("manualTrigger: {repo: store, time: \"" + time + "\"},");
        namespace.awaitCondition("Accepted", "True", "Accepted", "starts at " + time);
        namespace.patch("{\"spec\":{\"manualTrigger\":{\"enabled\":false}}}");
        namespace.awaitCondition("Accepted", "True", "Accepted", "no backup is asked for");
        await().during(Duration.between(Instant.now(), time).plusSeconds(2))
                .untilAsserted(() -> assertThat(namespace.jobs()).isEmpty());
    }

    @Test
    void isNotMadeWithoutARepository() {
        namespace.backup("manualTrigger: {repo: ''},");
        namespace.awaitCondition("Accepted", "True", "Accepted", "no backup is asked for");
        assertThat(namespace.jobs()).isEmpty();
    }

    @Test
    void isMadeAgainForAChangedTriggerWhenTheOldJobHasEnded() {
        namespace.backup("manualTrigger: {repo: slow},");
        var first = namespace.awaitJob();
        namespace.patch("{\"spec\":{\"manualTrigger\":{\"repo\":\"store\"}}}");
        namespace.awaitCondition("Accepted", "True", "Accepted", "when Job archive-job", "has ended");
        assertThat(namespace.awaitJob().getMetadata().getUid())
                .isEqualTo(first.getMetadata().getUid());

        await().untilAsserted(
                        () -> assertThat(namespace.awaitJob().getMetadata().getUid())
                                .isNotEqualTo(first.getMetadata().getUid()));
        namespace.awaitComplete(namespace.awaitJob());
        assertThat(namespace.started()).isEqualTo(2);
    }

    @Test
    void saysThatItHasNoImageAndStartsWhenThereIsOne() {
        kubernetes.admin.resource(BackupScript.driver()).delete();
        namespace.backup("manualTrigger: {repo: store},");
        namespace.awaitCondition("Accepted", "False", "ImageUnknown", "spec.image", "demo-http");

        kubernetes.admin.resource(BackupScript.driver()).create();
        namespace.awaitSuccess("archive-job");
    }

    @Test
    void runsTheImageOfTheSpecByItsOwnEntrypointWithoutADriver() {
        kubernetes.admin.resource(BackupScript.driver()).delete();
        namespace.backup("image: \"own:1\", manualTrigger: {repo: store},");
        var container = namespace
                .awaitJob()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
        assertThat(container.getImage()).isEqualTo("own:1");
        assertThat(container.getCommand()).isEmpty();
    }

    @Test
    void leavesAJobOfSomebodyElseAloneAndSaysSo() {
        kubernetes.apply("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: archive-job, namespace: %s}
                spec:
                  suspend: true
                  template:
                    spec: {restartPolicy: Never, containers: [{name: c, image: i}]}
                """.formatted(namespace.name()));
        var theirs = namespace.awaitJob();
        namespace.backup("manualTrigger: {repo: store},");
        namespace.awaitCondition("Accepted", "False", "NameTaken", "Job archive-job");
        assertThat(namespace.awaitJob().getMetadata().getUid())
                .isEqualTo(theirs.getMetadata().getUid());

        namespace.remove(theirs);
        namespace.awaitSuccess("archive-job");
    }

    @Test
    void takesAllWithItWhenItIsDeletedAndIsMadeAnewByAnotherOfItsName() {
        namespace.backup("manualTrigger: {repo: store},");
        var job = namespace.awaitJob();
        namespace.awaitSuccess("archive-job");
        kubernetes.delete(namespace.backup());
        await().untilAsserted(() -> {
            assertThat(namespace.jobs()).isEmpty();
            assertThat(kubernetes.get(ServiceAccount.class, namespace.name(), "archive-databasebackup"))
                    .isNull();
            assertThat(kubernetes.get(Role.class, namespace.name(), "archive-role-databasebackup"))
                    .isNull();
            assertThat(kubernetes.get(RoleBinding.class, namespace.name(), "archive-rolebinding-databasebackup"))
                    .isNull();
        });

        namespace.backup("manualTrigger: {repo: store},");
        await().untilAsserted(
                        () -> assertThat(namespace.awaitJob().getMetadata().getUid())
                                .isNotEqualTo(job.getMetadata().getUid()));
        namespace.awaitSuccess("archive-job");
    }

    @Test
    void refusesWhatCannotBeServed() {
        assertThatThrownBy(() -> namespace.backup("manualTrigger: {repo: none},"))
                .hasMessageContaining("manualTrigger.repo names none of the repos");
        assertThatThrownBy(() -> namespace.backup("manualTrigger: {repo: store, time: tomorrow},"))
                .hasMessageContaining("write it as in");
        assertThatThrownBy(() -> kubernetes.apply("""
                        apiVersion: database.sample.third.party/v1alpha1
                        kind: DatabaseBackup
                        metadata: {name: %s, namespace: %s}
                        spec: {repos: [{name: store, serviceEndpoint: s}]}
                        """.formatted("b".repeat(45), namespace.name())))
                .hasMessageContaining("at most 44");
        namespace.backup("manualTrigger: {repo: store, time: \"2026-02-30T00:00:00Z\"},");
        namespace.awaitCondition("Accepted", "False", "TimeInvalid", "2026-02-30");
        assertThat(List.of(namespace.jobs())).containsExactly(List.of());
    }

    private void awaitObserved(long generation) {
        await().untilAsserted(() ->
                assertThat(namespace.backup().getStatus().observedGeneration()).isEqualTo(generation));
    }
}
