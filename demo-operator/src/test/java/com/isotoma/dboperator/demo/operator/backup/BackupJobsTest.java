package com.isotoma.dboperator.demo.operator.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.isotoma.dboperator.demo.v1alpha1.Repository;
import com.isotoma.dboperator.operator.job.JobSettings;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackupJobsTest {
    private static final BackupJobs JOBS = new BackupJobs(new JobSettings(
            "ops",
            3,
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            Duration.ofHours(24),
            4,
            2,
            Duration.ZERO,
            Duration.ofMinutes(10)));

    @Test
    void tellsTheContainerAllItNeeds() {
        assertThat(environment(job(Samples.FULL, null)))
                .contains(
                        entry("TOOL", "x"),
                        entry("DB_OPERATOR_OPERATION", "database-backup"),
                        entry("BACKUP_RESOURCE_NAME", "archive"),
                        entry("NAMESPACE", "metadata.namespace"),
                        entry("JOB_NAME", "metadata.labels['batch.kubernetes.io/job-name']"),
                        entry("JOB_UID", "metadata.labels['batch.kubernetes.io/controller-uid']"),
                        entry("CLOUD_OBJECT_STORAGE_REGION", "eu-geo"),
                        entry("CLOUD_OBJECT_STORAGE_SERVICE_ENDPOINT", "http://store:9000"),
                        entry("CLOUD_OBJECT_STORAGE_BUCKET_NAME_PREFIX", "nightly-"),
                        entry("CLOUD_OBJECT_STORAGE_HMAC_ACCESS_KEY_ID", "keys/HmacAccessKeyId"),
                        entry("CLOUD_OBJECT_STORAGE_HMAC_SECRET_ACCESS_KEY", "keys/HmacSecretAccessKey"))
                .hasSize(11);
    }

    @Test
    void fillsInWhatTheRepositoryLeavesOut() {
        assertThat(environment(job(Samples.PLAIN, null)))
                .contains(
                        entry("CLOUD_OBJECT_STORAGE_REGION", "us-east-1"),
                        entry("CLOUD_OBJECT_STORAGE_BUCKET_NAME_PREFIX", "database-backup-"),
                        entry("CLOUD_OBJECT_STORAGE_HMAC_ACCESS_KEY_ID", "plain/HmacAccessKeyId"));
    }

    @Test
    void startsWithoutItsSecretSoThatTheContainerCanSayWhatIsMissing() {
        var secrets =
                job(Samples.PLAIN, null).getSpec().getTemplate().getSpec().getContainers().get(0).getEnv().stream()
                        .filter(v ->
                                v.getValueFrom() != null && v.getValueFrom().getSecretKeyRef() != null)
                        .toList();

        assertThat(secrets)
                .hasSize(2)
                .allSatisfy(v -> assertThat(v.getValueFrom().getSecretKeyRef().getOptional())
                        .isTrue());
    }

    @Test
    void runsTheDriversImageAndCommandWithItsOwnAccount() {
        var pod = job(Samples.FULL, null).getSpec().getTemplate().getSpec();
        var container = pod.getContainers().get(0);

        assertThat(container.getName()).isEqualTo("backup");
        assertThat(container.getImage()).isEqualTo("driver:1");
        assertThat(container.getCommand()).containsExactly("run");
        assertThat(pod.getServiceAccountName()).isEqualTo("archive-databasebackup");
        assertThat(pod.getRestartPolicy()).isEqualTo("Never");
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    }

    @Test
    void runsTheSpecsImageByTheDriversCommandOrElseByItsOwn() {
        var withDriver = BackupImage.of(Samples.spec("own:2", null, null), Optional.of(Samples.driver()));
        var without = BackupImage.of(Samples.spec("own:2", null, null), Optional.empty());

        assertThat(withDriver.image()).isEqualTo("own:2");
        assertThat(withDriver.command()).containsExactly("run");
        assertThat(without.image()).isEqualTo("own:2");
        assertThat(without.command()).isNull();
    }

    @Test
    void saysWhatToDoWithoutAnImage() {
        assertThatThrownBy(() -> BackupImage.of(Samples.spec(null, null, null), Optional.empty()))
                .isInstanceOfSatisfying(NotPossible.class, e -> {
                    assertThat(e.verdict().reason()).isEqualTo("ImageUnknown");
                    assertThat(e.verdict().message()).contains("spec.image", "demo-http", "apply that Driver");
                });
    }

    @Test
    void theCronJobRunsTheSamePods() {
        var driver = BackupImage.of(Samples.spec(null, null, null), Optional.of(Samples.driver()));
        var cronJob = JOBS.cronJob(Samples.backup(null), "0 3 * * *", Samples.FULL, driver);

        assertThat(cronJob.getMetadata().getName()).isEqualTo("archive-cronjob");
        assertThat(cronJob.getSpec().getSchedule()).isEqualTo("0 3 * * *");
        assertThat(cronJob.getSpec().getTimeZone()).isEqualTo("Etc/UTC");
        assertThat(cronJob.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
        assertThat(cronJob.getSpec().getJobTemplate().getSpec())
                .isEqualTo(job(Samples.FULL, null).getSpec());
    }

    @Test
    void carriesItsRequestAndTheDeadlinesOfABackup() {
        var job = job(Samples.FULL, null);

        assertThat(BackupJobs.request(job)).contains("r1");
        assertThat(job.getMetadata().getName()).isEqualTo("archive-job");
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(86_400);
        assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(86_400);
        assertThat(job.getSpec().getBackoffLimit()).isEqualTo(3);
        assertThat(job.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getUid()).isEqualTo("uid-1");
            assertThat(owner.getBlockOwnerDeletion()).isFalse();
        });
    }

    private static Job job(Repository repository, @Nullable String image) {
        var driver = BackupImage.of(Samples.spec(image, null, null), Optional.of(Samples.driver()));
        return JOBS.job(Samples.backup(image), "r1", repository, driver);
    }

    /** Values, and where those come from that Kubernetes fills in. */
    private static Map<String, String> environment(Job job) {
        var all = new LinkedHashMap<String, String>();
        for (var variable :
                job.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv()) {
            all.put(variable.getName(), text(variable));
        }
        return all;
    }

    private static String text(EnvVar variable) {
        var from = variable.getValueFrom();
        if (from == null) {
            return variable.getValue();
        }
        return from.getFieldRef() != null
                ? from.getFieldRef().getFieldPath()
                : from.getSecretKeyRef().getName() + "/"
                        + from.getSecretKeyRef().getKey();
    }
}
