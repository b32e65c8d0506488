package com.isotoma.dboperator.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlacesRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant EARLIER = NOW.minusSeconds(60);

    @Test
    void whatWasNeverTriedOutOrIsAnotherGenerationIsDueAtOnce() {
        assertThat(wait(1, null, null, false, null)).contains(Duration.ZERO);
        assertThat(wait(2, 1L, NOW, false, null)).contains(Duration.ZERO);
        assertThat(wait(1, 1L, null, false, null)).contains(Duration.ZERO);
    }

    @Test
    void whatWorksIsLeftAlone() {
        assertThat(wait(1, 1L, NOW.minus(Duration.ofDays(300)), false, null)).isEmpty();
    }

    @Test
    void whatDoesNotWorkIsTriedAgainFiveMinutesLater() {
        assertThat(wait(1, 1L, EARLIER, true, null)).contains(Duration.ofMinutes(4));
        assertThat(wait(1, 1L, NOW.minus(Duration.ofMinutes(7)), true, null)).contains(Duration.ofMinutes(-2));
        assertThat(wait(1, 1L, NOW.plus(Duration.ofDays(300)), true, null)).contains(Duration.ZERO);
    }

    @Test
    void aBackupThatHasFailedSinceMakesThemDueOnce() {
        assertThat(wait(1, 1L, EARLIER, false, EARLIER.plusSeconds(1))).contains(Duration.ZERO);
        assertThat(wait(1, 1L, EARLIER, false, EARLIER.minusSeconds(1))).isEmpty();
    }

    @Test
    void eachTrialHasAJobOfItsOwnAndTheSameWhoeverDecides() {
        var first = PlacesRules.job(facts(1, null, null, false, null));

        assertThat(first)
                .startsWith("nightly-check-places-")
                .isEqualTo(PlacesRules.job(facts(1, null, null, true, NOW)));
        assertThat(PlacesRules.job(facts(2, 1L, null, false, null))).isNotEqualTo(first);
        assertThat(PlacesRules.job(facts(1, 1L, NOW, false, null))).isNotEqualTo(first);
    }

    private static Optional<Duration> wait(
            long generation,
            @Nullable Long observed,
            @Nullable Instant checked,
            boolean failing,
            @Nullable Instant failed) {
        return PlacesRules.wait(facts(generation, observed, checked, failing, failed), NOW);
    }

    private static PlacesFacts facts(
            long generation,
            @Nullable Long observed,
            @Nullable Instant checked,
            boolean failing,
            @Nullable Instant failed) {
        return new PlacesFacts("nightly", "uid", generation, observed, checked, failing, failed);
    }
}
