package com.isotoma.dboperator.demo.operator;

import static com.isotoma.dboperator.demo.operator.DemoCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.testsupport.TestKubernetes;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups by schedule, on a real API server with the real CronJob controller, and the documented resources. */
class ScheduledBackupIT {
    private static DemoCluster kubernetes;
    private static DemoOperator operator;
    private BackupNamespace namespace;

    @BeforeAll
    static void start() throws IOException {
        kubernetes = new DemoCluster();
        kubernetes.admin.resource(BackupScript.driver()).forceConflicts().serverSideApply();
        operator = DemoOperator.start(kubernetes, "scheduled");
    }

    @AfterAll
    static void stop() {
        operator.close();
        kubernetes.admin.resource(BackupScript.driver()).delete();
        kubernetes.close();
    }

    @BeforeEach
    void freshNamespace() {
        namespace = BackupNamespace.fresh(kubernetes);
    }

    @Test
    void followsTheScheduleUntilNoneIsAskedFor() {
        namespace.backup("scheduledTrigger: {schedule: '0 3 * * *', repo: store},");
        namespace.awaitCondition("Scheduled", "True", "Scheduled", "archive-cronjob", "0 3 * * *");
        assertThat(namespace.cronJob().getSpec().getSchedule()).isEqualTo("0 3 * * *");
        assertThat(namespace.backup().getStatus().cronJob()).isEqualTo("archive-cronjob");

        namespace.patch("{\"spec\":{\"scheduledTrigger\":{\"schedule\":\"30 4 * * 1\",\"repo\":\"slow\"}}}");
        await().untilAsserted(() -> {
            assertThat(namespace.cronJob().getSpec().getSchedule()).isEqualTo("30 4 * * 1");
            assertThat(region(namespace.cronJob())).isEqualTo("slow");
        });

        namespace.patch("{\"spec\":{\"scheduledTrigger\":{\"enabled\":false}}}");
        awaitNoCronJob();
        namespace.patch("{\"spec\":{\"scheduledTrigger\":{\"enabled\":null}}}");
        namespace.awaitCondition("Scheduled", "True", "Scheduled");
        namespace.patch("{\"spec\":{\"scheduledTrigger\":{\"repo\":\"\"}}}");
        awaitNoCronJob();
        namespace.patch("{\"spec\":{\"scheduledTrigger\":{\"repo\":\"store\"}}}");
        namespace.awaitCondition("Scheduled", "True", "Scheduled");
        namespace.patch("{\"spec\":{\"scheduledTrigger\":null}}");
        awaitNoCronJob();
    }

    @Test
    void putsRightACronJobThatSomebodyElseChangesOrDeletes() {
        namespace.backup("scheduledTrigger: {schedule: '0 3 * * *', repo: store},");
        namespace.awaitCondition("Scheduled", "True", "Scheduled");
        kubernetes.patch(
                CronJob.class,
                namespace.name(),
                "archive-cronjob",
                "{\"spec\":{\"suspend\":true,\"schedule\":\"1 1 1 1 1\"}}");
        await().untilAsserted(() -> {
            assertThat(namespace.cronJob().getSpec().getSchedule()).isEqualTo("0 3 * * *");
            assertThat(namespace.cronJob().getSpec().getSuspend()).isFalse();
        });
        kubernetes.admin.resource(namespace.cronJob()).delete();
        await().untilAsserted(() -> assertThat(namespace.cronJob()).isNotNull());
    }

    @Test
    void passesOnWhyTheApiServerRefusesASchedule() {
        namespace.backup("scheduledTrigger: {schedule: '0 3 * * *', repo: store},");
        namespace.awaitCondition("Scheduled", "True", "Scheduled");
        namespace.patch("{\"spec\":{\"scheduledTrigger\":{\"schedule\":\"99 * * * *\"}}}");
        namespace.awaitCondition("Scheduled", "False", "Refused", "99 * * * *", "goes on as it was");
        assertThat(namespace.cronJob().getSpec().getSchedule()).isEqualTo("0 3 * * *");

        namespace.patch("{\"spec\":{\"scheduledTrigger\":{\"schedule\":\"9 * * * *\"}}}");
        namespace.awaitCondition("Scheduled", "True", "Scheduled", "9 * * * *");
    }

    @Test
    void aRunThatKubectlStartsFromTheCronJobIsTheSame() throws Exception {
        namespace.backup("scheduledTrigger: {schedule: '0 3 * * *', repo: store},");
        namespace.awaitCondition("Scheduled", "True", "Scheduled");
        var kubectl = new ProcessBuilder(
                        "kubectl",
                        "create",
                        "job",
                        "--from=cronjob/archive-cronjob",
                        "manuallytriggered",
                        "-n",
                        namespace.name())
                .inheritIO()
                .start();
        assertThat(kubectl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(kubectl.exitValue()).isZero();

        namespace.awaitSuccess("manuallytriggered");
        namespace.awaitComplete(kubernetes.get(Job.class, namespace.name(), "manuallytriggered"));
    }

    @Test
    void theDocumentedResourceAppliesUnchanged() throws IOException {
        kubernetes.namespace("database");
        TestKubernetes.apply(kubernetes.admin, Path.of("src/test/resources/demo-databasebackup.yaml"));

        await().untilAsserted(() -> {
            var job = kubernetes.get(Job.class, "database", "databasebackup-manual-job");
            assertThat(job).isNotNull();
            assertThat(job.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .getEnv())
                    .anySatisfy(v -> assertThat(v.getValue())
                            .isEqualTo("https://s3.fra.eu.cloud-object-storage.appdomain.cloud"))
                    .anySatisfy(v -> assertThat(v.getValue()).isEqualTo("database-backup-"));
        });
        assertThat(kubernetes.list(CronJob.class, "database")).isEmpty();
    }

    @Test
    void theLaterFormAppliesToo() {
        kubernetes.apply("""
                apiVersion: database.sample.third.party/v1alpha1
                kind: DatabaseBackup
                metadata: {name: archive, namespace: %s}
                spec:
                  image: docker.io/nheidloff/operator-database-backup:v1.0.117
                  repos:
                    - name: ibmcos-repo
                      type: ibmcos
                      secretName: ibmcos-repo
                      serviceEndpoint: s3.eu.cloud-object-storage.appdomain.cloud
                      cosRegion: eu-geo
                      bucketNamePrefix: database-backup-
                  manualTrigger: {time: "2022-04-20T02:59:43.1Z", repo: ibmcos-repo}
                  scheduledTrigger: {schedule: 0 0 * * *, repo: ibmcos-repo}
                """.formatted(namespace.name()));
        namespace.awaitCondition("Scheduled", "True", "Scheduled");
        assertThat(region(namespace.cronJob())).isEqualTo("eu-geo");
        assertThat(namespace
                        .awaitJob()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isEqualTo("docker.io/nheidloff/operator-database-backup:v1.0.117");
    }

    private void awaitNoCronJob() {
        namespace.awaitCondition("Scheduled", "False", "NotRequested");
        await().untilAsserted(() -> assertThat(namespace.cronJob()).isNull());
        assertThat(namespace.backup().getStatus().cronJob()).isNull();
    }

    private static String region(CronJob cronJob) {
        return cronJob
                .getSpec()
                .getJobTemplate()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getEnv()
                .stream()
                .filter(v -> v.getName().equals("CLOUD_OBJECT_STORAGE_REGION"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
