package com.isotoma.dboperator.demo.service.persons;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The last changes, and only those. */
class HistoryTest {
    private final History history = new History();

    @Test
    void itTellsTheChangesAfterOneThatSomebodyHas() {
        history.restart(7);
        history.add(Change.remove(8, "a"));
        history.add(Change.remove(9, "b"));

        assertThat(history.after(7))
                .hasValueSatisfying(changes ->
                        assertThat(changes).extracting(Change::sequence).containsExactly(8L, 9L));
        assertThat(history.after(9))
                .hasValueSatisfying(changes -> assertThat(changes).isEmpty());
    }

    @Test
    void itKnowsNothingOfWhatWasBeforeItNorOfAFutureThatNeverWas() {
        history.restart(7);
        history.add(Change.remove(8, "a"));

        assertThat(history.after(6)).isEmpty();
        assertThat(history.after(9)).isEmpty();
    }

    @Test
    void itForgetsTheOldestOfTooMany() {
        for (int i = 1; i <= 2500; i++) {
            history.add(Change.remove(i, "a"));
        }

        assertThat(history.after(1499)).isEmpty();
        assertThat(history.after(1500))
                .hasValueSatisfying(changes -> assertThat(changes).hasSize(1000));
    }

    @Test
    void itForgetsTheOldestOfTooLongOnes() {
        var long1 = "x".repeat(1_500_000);
        for (int i = 1; i <= 4; i++) {
            history.add(Change.put(i, new Person(long1, "", "id")));
        }

        assertThat(history.after(1)).isEmpty();
        assertThat(history.after(2))
                .hasValueSatisfying(changes -> assertThat(changes).hasSize(2));
    }
}
