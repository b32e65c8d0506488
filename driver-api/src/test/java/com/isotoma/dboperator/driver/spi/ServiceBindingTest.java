package com.isotoma.dboperator.driver.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceBindingTest {
    private static final ServiceBinding PLAIN = new ServiceBinding("x", "x", "db", 1, "x://u:p@db:1/d", null);

    @SuppressWarnings("unused")
    private static final Set<String> STANDARD = ServiceBinding.STANDARD_KEYS;

    @Test
    void aPlainBindingHasNoAdditionalEntries() {
        assertThat(PLAIN.additionalEntries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca.crt", "key-prefix", "authSource", "a", ".hidden", "A_1", "a..b"})
    void whatASecretCanHaveIsTaken(String key) {
        assertThat(PLAIN.withEntry(key, "value").additionalEntries()).containsExactly(Map.entry(key, "value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "..data", "a/b", "a b", "ä", "a\n", "a=b"})
    void whatNoSecretCanHaveIsRefused(String key) {
        assertThatThrownBy(() -> PLAIN.withEntry(key, "value-of-it"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + key + "'")
                .hasMessageNotContaining("value-of-it");
    }

    @Test
    void aKeyLongerThanKubernetesTakesIsRefused() {
        assertThat(PLAIN.withEntry("k".repeat(253), "").additionalEntries()).hasSize(1);
        assertThatThrownBy(() -> PLAIN.withEntry("k".repeat(254), "")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @FieldSource("STANDARD")
    void aStandardKeyIsNotReplaced(String key) {
        assertThatThrownBy(() -> PLAIN.withEntry(key, "value-of-it"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key)
                .hasMessageNotContaining("value-of-it");
    }

    @Test
    void numberAndSizeAreBounded() {
        var most = IntStream.range(0, ServiceBinding.MAX_ADDITIONAL_ENTRIES)
                .boxed()
                .reduce(PLAIN, (b, i) -> b.withEntry("k" + i, ""), (a, b) -> a);
        assertThat(most.additionalEntries()).hasSize(ServiceBinding.MAX_ADDITIONAL_ENTRIES);
        assertThatThrownBy(() -> most.withEntry("more", "")).hasMessageContaining("at most");

        int room = ServiceBinding.MAX_ADDITIONAL_BYTES - "k".length();
        assertThat(PLAIN.withEntry("k", "x".repeat(room)).additionalEntries()).hasSize(1);
        assertThatThrownBy(() -> PLAIN.withEntry("k", "x".repeat(room + 1))).hasMessageContaining("at most");
        assertThatThrownBy(() -> PLAIN.withEntry("k", "ä".repeat(room / 2 + 1))).hasMessageContaining("at most");
    }

    @Test
    void anEntryReplacesTheEarlierOneOfItsKey() {
        assertThat(PLAIN.withEntry("a", "1").withEntry("a", "2").additionalEntries())
                .containsExactly(Map.entry("a", "2"));
    }

    @Test
    void noEntryChangesLater() {
        var given = new TreeMap<>(Map.of("a", "1"));
        var binding = new ServiceBinding("x", "x", "db", 1, "x://", null, given);

        given.put("password", "2");

        assertThat(binding.additionalEntries()).containsExactly(Map.entry("a", "1"));
        assertThatThrownBy(() -> binding.additionalEntries().put("b", "2"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void noValueIsInItsText() {
        assertThat(PLAIN.withEntry("a", "value-of-it").toString()).doesNotContain("value-of-it");
    }
}
