package com.isotoma.dboperator.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class OngoingFailureTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aFailureTriedEveryMinuteIsToldAtGrowingIntervals() {
        var told = new LinkedHashMap<String, Integer>();
        for (int minute = 0; minute < 70; minute++) {
            told.putIfAbsent(name(SINCE, minute, "refused"), minute);
        }
        assertThat(List.copyOf(told.values())).containsExactly(0, 1, 2, 4, 8, 16, 32, 64);
    }

    @Test
    void anotherFailureIsToldAtOnceAndSoIsTheSameAfterARecovery() {
        assertThat(name(SINCE, 5, "refused"))
                .isNotEqualTo(name(SINCE, 5, "no answer"))
                .isNotEqualTo(name(SINCE.plusSeconds(1), 5, "refused"));
    }

    @Test
    void aClockThatWentBackIsNoReasonToFail() {
        assertThat(OngoingFailure.interval(SINCE, SINCE.minusSeconds(90))).isZero();
    }

    @Test
    void theNameIsOneThatKubernetesTakes() {
        var name = OngoingFailure.eventName(database("a".repeat(199) + "-" + "b".repeat(53)), SINCE, SINCE, "refused");
        assertThat(name).hasSizeLessThan(253).matches("a{199}\\.[0-9a-f]{16}");
    }

    private static String name(Instant since, int minutes, String what) {
        return OngoingFailure.eventName(database("orders"), since, SINCE.plus(Duration.ofMinutes(minutes)), what);
    }

    private static Database database(String name) {
        var database = new Database();
        database.getMetadata().setName(name);
        database.getMetadata().setUid("uid");
        return database;
    }
}
