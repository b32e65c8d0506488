package com.isotoma.dboperator.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.DriverSpec;
import com.isotoma.dboperator.operator.job.JobMarks;
import com.isotoma.dboperator.operator.job.JobSettings;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleCronJobsTest {
    private final ScheduleCronJobs cronJobs = new ScheduleCronJobs(new JobSettings(
            "db-operator-system",
            3,
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(6),
            4,
            2,
            Duration.ZERO,
            Duration.ofMinutes(10)));

    @Test
    void theCronJobIsTheSchedulesAndSaysWhenInItsTimeZone() {
        var cronJob = cronJobs.of(
                schedule("schedule: '0 3 * * *', timeZone: Europe/Berlin, suspend: true, startingDeadlineSeconds: 60,"
                        + " jitterSeconds: 0"),
                driver(Map.of()),
                "account");

        var meta = cronJob.getMetadata();
        assertThat(meta.getName()).isEqualTo("nightly");
        assertThat(meta.getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getKind()).isEqualTo("BackupSchedule");
            assertThat(owner.getUid()).isEqualTo("the-uid");
            assertThat(owner.getBlockOwnerDeletion()).isFalse();
        });
        var spec = cronJob.getSpec();
        assertThat(spec.getSchedule()).isEqualTo("0 3 * * *");
        assertThat(spec.getTimeZone()).isEqualTo("Europe/Berlin");
        assertThat(spec.getSuspend()).isTrue();
        assertThat(spec.getStartingDeadlineSeconds()).isEqualTo(60);
        assertThat(spec.getConcurrencyPolicy()).isEqualTo("Forbid");
    }

    @Test
    void itIsLaterByTheMinutesOfTheJitterAndSaysSo() {
        var schedule = schedule("schedule: '0 3 * * *', jitterSeconds: 3000");
        var offset = ScheduleCronJobs.offset(schedule);

        var spec = cronJobs.of(schedule, driver(Map.of()), "account").getSpec();

        assertThat(offset.inCron().toMinutes())
                .as("else this test would prove nothing")
                .isPositive();
        assertThat(spec.getSchedule()).isEqualTo(offset.inCron().toMinutes() + " 3 * * *");
        assertThat(spec.getJobTemplate().getMetadata().getAnnotations())
                .containsEntry("db.isotoma.com/later", offset.inCron().toString());
    }

    @Test
    void whatIsDueGoesByWhenItBegins() {
        var schedule = schedule("schedule: '0 3 * * *', jitterSeconds: 3000");
        var later = ScheduleCronJobs.offset(schedule).total();
        var due = Instant.parse("2026-11-21T03:00:00Z");

        assertThat(DueTimes.between(
                        schedule, due.minusSeconds(60), due.plus(later).minusSeconds(1)))
                .hasValue(0);
        assertThat(DueTimes.between(schedule, due.minusSeconds(60), due.plus(later)))
                .hasValue(1);
        assertThat(DueTimes.between(schedule, due.plus(later), due.plus(later).plusSeconds(60)))
                .hasValue(0);
    }

    @Test
    void itsPodsRunTheDatabasesDriverAndAreToldWhichJobTheyAreOf() {
        var cronJob = cronJobs.of(
                schedule("schedule: '@daily'"),
                driver(Map.of("PATH", "/opt", "DB_OPERATOR_DATABASE", "other")),
                "account");

        assertThat(cronJob.getSpec().getTimeZone()).isEqualTo("Etc/UTC");
        var pod = cronJob.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
        assertThat(pod.getServiceAccountName()).isEqualTo("account");
        var container = pod.getContainers().get(0);
        assertThat(container.getImage()).isEqualTo("driver:1");
        assertThat(container.getEnv())
                .extracting(EnvVar::getName, EnvVar::getValue)
                .containsExactly(
                        tuple("PATH", "/opt"),
                        tuple("DB_OPERATOR_JOB", null),
                        tuple("DB_OPERATOR_NAMESPACE", "shop"),
                        tuple("DB_OPERATOR_OPERATION", "schedule"),
                        tuple("DB_OPERATOR_SCHEDULE", "nightly"));
    }

    @Test
    void theOperatorDoesNotTakeItsJobsForThoseOfADatabase() {
        var template = cronJobs.of(schedule("schedule: '@daily'"), driver(Map.of()), "account")
                .getSpec()
                .getJobTemplate();

        assertThat(template.getMetadata().getLabels())
                .containsEntry("db.isotoma.com/schedule", "nightly")
                .doesNotContainKey(JobMarks.MANAGED_BY);
    }

    private static BackupSchedule schedule(String spec) {
        return Serialization.unmarshal(
                "apiVersion: db.isotoma.com/v1alpha1\nkind: BackupSchedule\nmetadata: {name: nightly, namespace: shop,"
                        + " uid: the-uid}\nspec: {database: orders, " + spec + "}",
                BackupSchedule.class);
    }

    private static Driver driver(Map<String, String> environment) {
        var driver = new Driver();
        driver.getMetadata().setName("postgresql");
        driver.setSpec(new DriverSpec(
                "driver:1", null, null, null, null, environment, null, null, null, null, null, null, null));
        return driver;
    }
}
