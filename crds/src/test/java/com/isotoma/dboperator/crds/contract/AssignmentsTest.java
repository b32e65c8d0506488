package com.isotoma.dboperator.crds.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentsTest {
    /** What the API server lets the annotations of an object have, all together. */
    private static final int LIMIT = 256 * 1024;

    private static final int NAME = 253;

    @Test
    void whatIsWrittenIsRead() {
        var all = List.of(
                new Assignment("orders", "create", "orders-create-1", Map.of()),
                new Assignment("shop", "drop", "shop-drop-2", Map.of(RunVariables.SECRETS, "admin,shop")));

        assertThat(Assignments.of(Map.of(Assignments.ANNOTATION, Assignments.text(all))))
                .isEqualTo(all);
    }

    @Test
    void aJobWithoutAnyHasNone() {
        assertThat(Assignments.of(null)).isEmpty();
        assertThat(Assignments.of(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[null]",
                "[{}]",
                "[{\"database\": 1}]",
                "[[",
                "[{\"database\":\"a\",\"operation\":\"drop\"}]"
            })
    void whatOthersWriteThereIsNoWork(String text) {
        assertThat(Assignments.of(Map.of(Assignments.ANNOTATION, text))).isEmpty();
    }

    @Test
    void noMoreIsGivenToAJobThanItsAnnotationsHold() {
        var name = "n".repeat(NAME);
        var secrets = String.join(",", Collections.nCopies(10, name));
        var more = Collections.nCopies(
                Assignments.MOST, new Assignment(name, "drop", name, Map.of(RunVariables.SECRETS, secrets)));

        var fitting = Assignments.fitting(List.of(), more);
        var all = new ArrayList<>(fitting);
        all.addAll(Assignments.fitting(fitting, more));

        assertThat(fitting).isNotEmpty().hasSizeLessThan(Assignments.MOST);
        assertThat(Assignments.text(all).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LIMIT);
    }

    @Test
    void shortOnesAreGivenUpToTheMost() {
        var more = Collections.nCopies(1000, new Assignment("a", "create", "a-create-1", Map.of()));
        var some = Assignments.fitting(List.of(), more.subList(0, 10));

        assertThat(Assignments.fitting(List.of(), more)).hasSize(Assignments.MOST);
        assertThat(Assignments.fitting(some, more)).hasSize(Assignments.MOST - some.size());
    }
}
