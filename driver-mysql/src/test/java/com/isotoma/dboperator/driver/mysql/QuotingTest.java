package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class QuotingTest {
    @Test
    void aBacktickIsDoubled() {
        assertThat(Quoting.identifier("a`; DROP DATABASE x; --")).isEqualTo("`a``; DROP DATABASE x; --`");
    }

    @Test
    void wildcardsAreEscapedInGrants() {
        assertThat(Quoting.grantObject("a_b%`")).isEqualTo("`a\\_b\\%```.*");
    }

    /** Reads a quoted identifier as the server does: up to the first backtick that is not doubled. */
    @Property
    void whateverTheNameTheServerReadsExactlyIt(@ForAll("names") String name) {
        var quoted = Quoting.identifier(name) + " rest";
        var read = new StringBuilder();
        int at = 1;
        while (quoted.charAt(at) != '`' || quoted.startsWith("``", at)) {
            at += quoted.charAt(at) == '`' ? 1 : 0;
            read.append(quoted.charAt(at++));
        }

        assertThat(quoted).startsWith("`");
        assertThat(read).hasToString(name);
        assertThat(quoted.substring(at)).isEqualTo("` rest");
    }

    @Property
    void aPatternMatchesItsOwnNameAndNoOther(@ForAll("names") String name, @ForAll("names") String other) {
        assertThat(matches(Quoting.pattern(name), name)).isTrue();
        assertThat(matches(Quoting.pattern(name), other)).isEqualTo(name.equals(other));
    }

    /** Few letters, so that near misses are likely. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars('a', 'x', '_', '%', '\\', '`', '\'', '"', '.', ';', '$', 'ü')
                .ofMinLength(1)
                .ofMaxLength(6);
    }

    /** The server's rule: {@code _} is any character, {@code %} any text, {@code \} takes the next one as it is. */
    private static boolean matches(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        char first = pattern.charAt(0);
        if (first == '%') {
            return matches(pattern.substring(1), text) || (!text.isEmpty() && matches(pattern, text.substring(1)));
        }
        if (text.isEmpty()) {
            return false;
        }
        if (first == '\\' && pattern.length() > 1) {
            return pattern.charAt(1) == text.charAt(0) && matches(pattern.substring(2), text.substring(1));
        }
        return (first == '_' || first == text.charAt(0)) && matches(pattern.substring(1), text.substring(1));
    }
}
