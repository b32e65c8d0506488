package com.isotoma.dboperator.driver.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static Settings connect(String key, Object value) {
        return new Settings("spec.connect", Map.of(key, value));
    }

    @Test
    void numbersAndBooleansAreReadAsText() throws Exception {
        assertThat(connect("host", "db").text("host")).contains("db");
        assertThat(connect("port", 5432).text("port")).contains("5432");
        assertThat(connect("tls", true).text("tls")).contains("true");
        assertThat(connect("host", "db").text("port")).isEmpty();
    }

    @Test
    void aTextOrANumberGivesANumber() throws Exception {
        assertThat(connect("port", "5432").number("port", 1, 65535)).hasValue(5432);
        assertThat(connect("port", 65535).number("port", 1, 65535)).hasValue(65535);
        assertThat(connect("host", "db").number("port", 1, 65535)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "5432.0", "", "port", "99999999999"})
    void aNumberThatCannotBeIsRefusedWithItsValueAndTheRange(String value) {
        assertThatMistake(() -> connect("port", value).number("port", 1, 65535))
                .hasMessage("spec.connect.port is '" + value + "': give a whole number from 1 to 65535");
    }

    @Test
    void anUnknownKeyIsNamedWithTheKnownOnes() {
        var known = List.of(
                new Setting.Text("port", "a number", "5432", "Where it listens."),
                new Setting.Text("host", "a name", Setting.REQUIRED, "Where it is."));
        assertThatMistake(() -> connect("hots", "db").allowOnly(known))
                .hasMessage("spec.connect.hots is not known to this driver, which knows [host, port]: correct or"
                        + " remove it");
    }

    @Test
    void aRequiredTextMustBeThereAndNotBlank() throws Exception {
        assertThat(connect("host", "db").requiredText("host")).isEqualTo("db");
        assertThatMistake(() -> connect("host", "db").requiredText("port"))
                .hasMessage("spec.connect.port is missing: give it");
        assertThatMistake(() -> connect("host", " ").requiredText("host"))
                .hasMessage("spec.connect.host is missing: give it");
    }

    @Test
    void aChoiceIsOneOfThoseThatThereAre() throws Exception {
        assertThat(connect("tls", "off").choice("tls", Set.of("on", "off"))).contains("off");
        assertThatMistake(() -> connect("tls", "maybe").choice("tls", Set.of("on", "off")))
                .hasMessage("spec.connect.tls is 'maybe': give one of [off, on]");
    }

    @Test
    void aListIsOfTextsOnly() throws Exception {
        assertThat(connect("extensions", List.of("citext")).texts("extensions")).containsExactly("citext");
        assertThat(connect("host", "db").texts("extensions")).isEmpty();
        assertThatMistake(() -> connect("extensions", "citext").texts("extensions"))
                .hasMessage("spec.connect.extensions must be a list of texts");
        assertThatMistake(() -> connect("extensions", List.of(1)).texts("extensions"))
                .hasMessageContaining("must be a list of texts");
        assertThatMistake(() -> connect("host", List.of("a")).text("host")).hasMessageContaining("must be a text");
    }

    @Test
    void laterChangesToTheMapDoNotReachIt() throws Exception {
        var values = new HashMap<String, Object>(Map.of("host", "db"));
        var settings = new Settings("spec.connect", values);

        values.put("host", "other");

        assertThat(settings.text("host")).contains("db");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertThatMistake(
            ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.kind()).isEqualTo(DriverException.Kind.USER);
            assertThat(e.reason()).isEqualTo(Reasons.INVALID_SPEC);
        });
    }
}
