package com.isotoma.dboperator.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00.999Z");
    private static final Condition READY = Conditions.next(null, "Ready", Verdict.yes("AllReady", "3 of 3"), 1L, THEN);

    @Test
    void keepsItsTimeWhileItStaysTrueWhateverTheReason() {
        var next = Conditions.next(List.of(READY), "Ready", Verdict.yes("Other", "2 of 2"), 2L, NOW);

        assertThat(next.getLastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(next.getReason()).isEqualTo("Other");
        assertThat(next.getObservedGeneration()).isEqualTo(2);
    }

    @Test
    void hasTheTimeOfTheChangeFromTrueToFalse() {
        var next = Conditions.next(List.of(READY), "Ready", Verdict.no("Waiting", "2 of 3"), 1L, NOW);

        assertThat(next.getLastTransitionTime()).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(next.getStatus()).isEqualTo("False");
    }

    @Test
    void holdWhenEachIsThereAmongOthers() {
        var other = Conditions.next(null, "Succeeded", Verdict.no("DataRead", "no answer"), 1L, THEN);

        assertThat(Conditions.hold(List.of(other, READY), List.of(READY))).isTrue();
        assertThat(Conditions.hold(List.of(other), List.of(READY))).isFalse();
        assertThat(Conditions.hold(null, List.of(READY))).isFalse();
    }

    @Test
    void cutsAMessageThatIsTooLongForAStatus() {
        var next = Conditions.next(null, "Ready", Verdict.no("Refused", "x".repeat(40_000)), 1L, NOW);

        assertThat(next.getMessage()).hasSizeLessThan(32_768);
    }
}
