package com.isotoma.dboperator.operator.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({
        "PT0S, true, PT1H",
        "PT20M, true, PT40M",
        "PT1H, true, PT0S",
        "PT3H, true, PT-2H",
        "PT20S, false, PT40S",
        "PT2M, false, PT-1M"
    })
    void waitsForItsIntervalAndForAMinuteWhileItIsNotUsable(Duration ago, boolean ready, Duration wait) {
        assertThat(LocationRules.wait(facts(1, 1L, NOW.minus(ago), ready, HOUR), NOW))
                .isEqualTo(wait);
    }

    @Test
    void waitsForAMinuteWhereAnotherLocationHasChangedWhatItMayBeUsedFor() {
        var unsettled = new LocationFacts("offsite", "uid", 1, HOUR, 1L, NOW.minusSeconds(20), true, false);
        assertThat(LocationRules.wait(unsettled, NOW)).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void anIntervalThatIsShorterThanAMinuteIsNotMadeLonger() {
        var often = Duration.ofSeconds(30);
        assertThat(LocationRules.wait(facts(1, 1L, NOW, false, often), NOW)).isEqualTo(often);
    }

    @Test
    void whatWasNeverTriedOutOrIsAnotherGenerationIsDueAtOnce() {
        assertThat(LocationRules.wait(facts(1, null, null, false, HOUR), NOW)).isZero();
        assertThat(LocationRules.wait(facts(2, 1L, NOW, true, HOUR), NOW)).isZero();
        assertThat(LocationRules.wait(facts(1, 1L, null, true, HOUR), NOW)).isZero();
    }

    @Test
    void aTimeFarInTheFutureCountsAsNone() {
        assertThat(LocationRules.wait(facts(1, 1L, NOW.plus(Duration.ofDays(400)), true, HOUR), NOW))
                .isZero();
        assertThat(LocationRules.wait(facts(1, 1L, NOW.plusSeconds(60), true, HOUR), NOW))
                .as("clocks differ a little")
                .isEqualTo(HOUR.plusSeconds(60));
    }

    @Test
    void eachTrialHasAJobOfItsOwnAndTheSameOneWhoeverDecides() {
        var first = LocationRules.job(facts(1, null, null, false, HOUR));
        assertThat(first)
                .startsWith("offsite-check-location-")
                .isEqualTo(LocationRules.job(facts(1, null, null, true, Duration.ofDays(1))));
        assertThat(LocationRules.job(facts(2, null, null, false, HOUR))).isNotEqualTo(first);
        assertThat(LocationRules.job(facts(1, 1L, NOW, false, HOUR))).isNotEqualTo(first);
    }

    private static LocationFacts facts(
            long generation, @Nullable Long observed, @Nullable Instant checked, boolean ready, Duration interval) {
        return new LocationFacts("offsite", "uid", generation, interval, observed, checked, ready, true);
    }
}
