package com.isotoma.dboperator.driver.cluster.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ConditionsTest {
    private static final Clock MORNING = at("2026-03-01T08:00:00.123Z");
    private static final Clock NOON = at("2026-03-01T12:00:00Z");

    @Example
    void theFirstOneBeginsNow() {
        assertThat(Conditions.with(null, "Ready", "False", "Creating", "…", 3L, MORNING))
                .singleElement()
                .returns("2026-03-01T08:00:00Z", Condition::getLastTransitionTime)
                .returns(3L, Condition::getObservedGeneration);
    }

    @Example
    void theTransitionTimeStaysWhileTheStatusDoes() {
        var morning = Conditions.with(null, "Ready", "False", "Creating", "begun", 1L, MORNING);

        assertThat(Conditions.with(morning, "Ready", "False", "ServerUnreachable", "no answer", 2L, NOON))
                .singleElement()
                .returns("2026-03-01T08:00:00Z", Condition::getLastTransitionTime)
                .returns("ServerUnreachable", Condition::getReason)
                .returns("no answer", Condition::getMessage)
                .returns(2L, Condition::getObservedGeneration);
    }

    @Example
    void theTransitionTimeMovesWithTheStatus() {
        var morning = Conditions.with(null, "Ready", "False", "Creating", "begun", 1L, MORNING);

        assertThat(Conditions.with(morning, "Ready", "True", "Created", "done", 1L, NOON))
                .singleElement()
                .returns("2026-03-01T12:00:00Z", Condition::getLastTransitionTime);
    }

    @Example
    void otherTypesAreLeftAlone() {
        var complete = Conditions.with(null, "Complete", "False", "Starting", "begun", 1L, MORNING);
        var both = Conditions.with(complete, "Failed", "True", "Cancelled", "deleted", 1L, NOON);

        assertThat(both).extracting(Condition::getType).containsExactlyInAnyOrder("Complete", "Failed");
        assertThat(both).contains(complete.get(0));
        assertThat(Conditions.without(both, "Failed")).isEqualTo(complete);
        assertThat(Conditions.without(null, "Failed")).isEqualTo(List.of());
    }

    @Example
    void nothingIsChangedInTheListThatWasGiven() {
        var given = List.copyOf(Conditions.with(null, "Ready", "False", "Creating", "begun", 1L, MORNING));
        var before = List.copyOf(given);

        assertThat(Conditions.with(given, "Ready", "True", "Created", "done", 1L, NOON))
                .isNotEqualTo(before);
        assertThat(given).isEqualTo(before);
    }

    /** A message cut within a character would be refused as malformed, and the condition with it. */
    @Property
    void aLongMessageIsCutBetweenCharacters(@ForAll @IntRange(min = 0, max = 3) int shift) {
        var shortened = Conditions.shortened("x".repeat(shift) + "😀".repeat(2000));

        assertThat(shortened).hasSizeLessThanOrEqualTo(2048).endsWith("…");
        assertThat(new String(shortened.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(shortened);
    }

    @Example
    void aShortMessageIsLeftAlone() {
        assertThat(Conditions.shortened("m".repeat(1024))).isEqualTo("m".repeat(1024));
    }

    private static Clock at(String time) {
        return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    }
}
