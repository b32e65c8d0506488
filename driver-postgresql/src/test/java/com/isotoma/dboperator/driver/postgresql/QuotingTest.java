package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.support.Percent;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Quoted texts, read back by the rules of who reads them, are what they were. */
class QuotingTest {
    private static final String HOSTILE = "\"'\\`;:$%{}=?@/ -";

    @Property
    void identifiersReadBack(
            @ForAll @StringLength(min = 1, max = 63) @CharRange(from = ' ', to = '\u2603') String name) {
        var quoted = Quoting.identifier(name);

        assertThat(unquoted(quoted, '"')).isEqualTo(name);
    }

    @Property
    void hostileLiteralsReadBack(@ForAll @Chars({'\'', '"', '\\', ';', '-', 'x'}) String text) {
        assertThat(unquoted(Quoting.literal(text), '\'')).isEqualTo(text);
    }

    @Property
    void namesInATemplateDoNotBecomePlaces(@ForAll @Chars({'{', '}', 'a', '$', '\\', '1', '"'}) String first) {
        assertThat(Quoting.withNames("A {a} B {b} C", first, "{a}"))
                .isEqualTo("A " + Quoting.identifier(first) + " B \"{a}\" C");
    }

    @Property
    void conninfoValuesReadBack(@ForAll @Chars({'\'', '\\', '=', ' ', 'x'}) String name) {
        var quoted = Conninfo.of(name, Protection.UNVERIFIED);

        var value = new StringBuilder();
        int i = "dbname='".length();
        for (; quoted.charAt(i) != '\''; i++) {
            if (quoted.charAt(i) == '\\') {
                i++;
            }
            value.append(quoted.charAt(i));
        }
        assertThat(value).hasToString(name);
        assertThat(quoted.substring(i)).startsWith("' keepalives=1 ");
    }

    @Property
    void urlPartsReadBackAndStayParts(
            @ForAll @StringLength(max = 63) @CharRange(from = ' ', to = '\u2603') String name) {
        var encoded = Percent.encode(name);

        assertThat(encoded).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*");
        assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(name);
        assertThat(URI.create("postgresql://u:p@h:1/" + encoded).getPath()).isEqualTo("/" + name);
    }

    @Test
    void aPasswordFileHasOneLineWhateverThePassword() {
        assertThat(Conninfo.passFile(new Credentials("admin", "a:b\\c"))).isEqualTo("*:*:*:*:a\\:b\\\\c\n");
    }

    @Test
    void nulIsRefusedAndNotCut() {
        assertThatThrownBy(() -> Quoting.identifier("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void allHostileSignsAtOnce() {
        assertThat(unquoted(Quoting.identifier(HOSTILE), '"')).isEqualTo(HOSTILE);
    }

    /** As PostgreSQL reads it: a doubled quote is one, a single one ends it, and it must end at the end. */
    private static String unquoted(String quoted, char quote) {
        assertThat(quoted.charAt(0)).isEqualTo(quote);
        var text = new StringBuilder();
        int i = 1;
        while (quoted.charAt(i) != quote || (i + 1 < quoted.length() && quoted.charAt(i + 1) == quote)) {
            i += quoted.charAt(i) == quote ? 2 : 1;
            text.append(quoted.charAt(i - 1));
        }
        assertThat(i).isEqualTo(quoted.length() - 1);
        return text.toString();
    }
}
