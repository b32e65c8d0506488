package com.isotoma.dboperator.driver.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTest {
    @ParameterizedTest
    @CsvSource({"a-Z_0.9~,a-Z_0.9~", "a b+c,a%20b%2Bc", "p@ss:w/rd,p%40ss%3Aw%2Frd", "ü€,%C3%BC%E2%82%AC", "*%,%2A%25"})
    void onlyUnreservedCharactersStayAsTheyAre(String text, String encoded) {
        assertThat(Percent.encode(text)).isEqualTo(encoded);
    }

    @Property
    void whateverIsEncodedIsReadBack(@ForAll String text) {
        var valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertThat(URLDecoder.decode(Percent.encode(valid), StandardCharsets.UTF_8))
                .isEqualTo(valid);
        assertThat(Percent.segment(valid)).doesNotContain(".", "/");
    }

    @ParameterizedTest
    @CsvSource({"..,%2E%2E", "a.b/c,a%2Eb%2Fc"})
    void aSegmentIsNoStepToAnotherFolder(String text, String encoded) {
        assertThat(Percent.segment(text)).isEqualTo(encoded);
    }
}
