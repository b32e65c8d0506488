package com.isotoma.dboperator.crds.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTextTest {
    private static final String SMILE = "\ud83d\ude00";

    @Test
    void whatSteersTerminalsOrTurnsTextAroundIsNotPassedOn() {
        assertThat(ShownText.of("a\u001b[31m\u202eb\u0085\u2028\ufeff\u007f\nc\td", 100))
                .isEqualTo("a?[31m?b????\nc\td");
        assertThat(ShownText.of("漢字 " + SMILE + " é", 100)).isEqualTo("漢字 " + SMILE + " é");
        assertThat(ShownText.of("half \ud83d", 100)).isEqualTo("half ?");
    }

    @Test
    void aLineIsOneLine() {
        assertThat(ShownText.line("one\r\ntwo\tthree")).isEqualTo("one? two three");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aNoteIsCutByBytesAndBehindAWholeCharacter(int shift) {
        var note = ShownText.note("x".repeat(shift) + SMILE.repeat(300));
        assertThat(note.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1020, 1024);
        assertThat(note).endsWith(SMILE + "…");
        assertThat(ShownText.note("x".repeat(1024))).isEqualTo("x".repeat(1024));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8})
    void aMessageIsCutBehindAWholeCharacter(int limit) {
        assertThat(ShownText.of(SMILE.repeat(5), limit))
                .isEqualTo(SMILE.repeat(3) + "…")
                .hasSizeLessThanOrEqualTo(limit);
    }
}
