package com.isotoma.dboperator.operator.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.job.JobSettings;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptsTest {
    private static final Instant FAILED = Instant.parse("2026-01-01T00:00:00Z");
    private static final JobSettings SETTINGS = new JobSettings(
            "ops",
            3,
            Duration.ofSeconds(60),
            Duration.ofMinutes(15),
            Duration.ofHours(24),
            4,
            2,
            Duration.ZERO,
            Duration.ofMinutes(10));

    @ParameterizedTest
    @CsvSource({"1, 60", "2, 120", "5, 300", "6, 300", "1000, 300", "-1, 60"})
    void thePauseGrowsAndIsBounded(int count, int seconds) {
        var status = failed(count, FAILED.toString());

        assertThat(after(seconds - 1).next(status)).contains(Duration.ofSeconds(1));
        assertThat(after(seconds - 1).failed(status)).containsExactly(JobFacts.failed("orders-create-1"));
        assertThat(after(seconds).next(status)).isEmpty();
        assertThat(after(seconds).failed(status)).isEmpty();
    }

    @Test
    void aDatabaseThatNeverFailedIsTriedAtOnce() {
        assertThat(after(0).next(DatabaseStatus.NONE)).isEmpty();
        assertThat(after(0).failed(DatabaseStatus.NONE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-13-01T00:00:00Z"})
    void whatAPersonMayHaveWrittenThereHoldsNothingUp(String at) {
        assertThat(after(0).next(failed(1, at))).isEmpty();
    }

    private static Attempts after(int seconds) {
        return new Attempts(SETTINGS, Clock.fixed(FAILED.plusSeconds(seconds), ZoneOffset.UTC));
    }

    private static DatabaseStatus failed(int count, String at) {
        return Serialization.unmarshal(
                "{\"failedAttempt\": {\"job\": \"orders-create-1\", \"count\": %d, \"at\": \"%s\"}}"
                        .formatted(count, at),
                DatabaseStatus.class);
    }
}
