package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OptionFileTest {
    private static final Map<Character, Character> ESCAPES =
            Map.of('n', '\n', 'r', '\r', 't', '\t', '\\', '\\', '"', '"');

    @Test
    void optionsStandUnderTheGroupThatAllProgramsRead() {
        var text = new OptionFile().set("password", "a #\"b").flag("ssl").text();

        assertThat(text).isEqualTo("[client]\npassword=\"a #\\\"b\"\nssl\n");
    }

    @Property
    void everyValueIsReadBackAndStaysOnItsLine(@ForAll String value) {
        var quoted = OptionFile.quoted(value);

        assertThat(quoted).doesNotContain("\n", "\r").startsWith("\"").endsWith("\"");
        assertThat(read(quoted)).isEqualTo(value);
    }

    private static String read(String quoted) {
        var text = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            assertThat(c).as("an end in the middle").isNotEqualTo('"');
            text.append(c == '\\' ? ESCAPES.get(quoted.charAt(++i)) : Character.valueOf(c));
        }
        return text.toString();
    }
}
