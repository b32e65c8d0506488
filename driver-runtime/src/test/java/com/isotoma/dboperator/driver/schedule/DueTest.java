package com.isotoma.dboperator.driver.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DueTest {
    private static final Instant AT = Instant.parse("2026-11-21T05:30:00Z");

    @Test
    void aBackupIsNamedAfterTheTimeThatTheControllerWroteOnTheJob() {
        var due = Due.of("nightly", job("2026-11-21T05:30:00Z"));

        assertThat(due).isEqualTo(new Due("nightly-20261121-0530", AT, true));
    }

    @Test
    void timesOfOtherZonesAreReckonedToUtcSoThatTheHourThatComesTwiceHasTwoNames() {
        assertThat(Due.of("nightly", job("2026-10-25T02:30:00+02:00")).backup()).isEqualTo("nightly-20261025-0030");
        assertThat(Due.of("nightly", job("2026-10-25T02:30:00+01:00")).backup()).isEqualTo("nightly-20261025-0130");
    }

    @Test
    void aJobThatAPersonHasMadeGivesItsUidToTheName() {
        var due = Due.of("nightly", job(null));

        assertThat(due).isEqualTo(new Due("nightly-manual-0123abcd", Instant.parse("2026-11-21T06:00:00Z"), false));
    }

    @Test
    void theJitterOfAScheduleIsAlwaysTheSameAndWithinItsLimit() {
        var due = new Due("nightly-20261121-0530", AT, true);
        var delays = new HashSet<Duration>();
        for (int schedule = 0; schedule < 100; schedule++) {
            var name = "nightly-" + schedule;
            var begin = Objects.requireNonNullElse(due.notBefore("shop", name, spec("@daily", 60)), AT);
            assertThat(begin).isBetween(AT, AT.plusSeconds(60));
            delays.add(Duration.between(AT, begin));
        }
        assertThat(delays).as("different delays of a hundred schedules").hasSizeGreaterThan(30);
    }

    @Test
    void withoutJitterAndForAPersonABackupBeginsAtOnce() {
        assertThat(new Due("n", AT, true).notBefore("shop", "n", spec("* * * * *", null)))
                .isNull();
        assertThat(new Due("n", AT, true).notBefore("shop", "n", spec("@daily", 0)))
                .isNull();
        assertThat(new Due("n", AT, false).notBefore("shop", "n", spec("@daily", 60)))
                .isNull();
    }

    /** The CronJob is later than the schedule; the name and the time of the Backup are the schedule's. */
    @Test
    void aJobThatIsLaterThanTheScheduleIsDueWhenTheScheduleSays() {
        var job = job("2026-11-21T05:34:00Z");
        job.getMetadata().setAnnotations(new HashMap<>(job.getMetadata().getAnnotations()));
        job.getMetadata().getAnnotations().put("db.isotoma.com/later", "PT4M");

        var due = Due.of("nightly", job);

        assertThat(due).isEqualTo(new Due("nightly-20261121-0530", AT, true));
        assertThat(due.notBefore("shop", "nightly", spec("30 5 * * *", null))).isBetween(AT, AT.plusSeconds(300));
    }

    private static BackupScheduleSpec spec(String schedule, @Nullable Integer jitter) {
        return new BackupScheduleSpec("orders", schedule, null, null, null, null, jitter, null, null, null, null);
    }

    private static Job job(@Nullable String scheduledAt) {
        return new JobBuilder()
                .withNewMetadata()
                .withName("nightly-29394834")
                .withUid("0123abcd-0000-0000-0000-000000000000")
                .withCreationTimestamp("2026-11-21T06:00:00Z")
                .withAnnotations(
                        scheduledAt == null
                                ? Map.of()
                                : Map.of("batch.kubernetes.io/cronjob-scheduled-timestamp", scheduledAt))
                .endMetadata()
                .build();
    }
}
