package com.isotoma.dboperator.driver.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J", "\u009b2J", "\u202e", "\u2066", "\n", "\u0085", "\u2028", "\u200b", "\u0000"})
    void whatSteersATerminalOrHidesTextIsShownAsAQuestionMark(String text) {
        assertThat(PlainText.of("a" + text + "b"))
                .startsWith("a?")
                .endsWith("b")
                .matches("[ -~]*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "Bestellungen für März", "注文", "🐘", "a-b_c.d/e"})
    void otherTextStaysAsItIs(String text) {
        assertThat(PlainText.of(text)).isEqualTo(text);
    }
}
