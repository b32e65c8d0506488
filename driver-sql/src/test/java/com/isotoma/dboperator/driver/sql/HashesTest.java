package com.isotoma.dboperator.driver.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What stands on servers under such names must be found by every later version. */
class HashesTest {
    @Test
    void namesAndNumbersStayTheSameForEver() {
        assertThat(Hashes.hex("shop", 7)).isEqualTo("8d9001d32c6a70");
        assertThat(Hashes.hex("key", "shop", 20)).isEqualTo("139f1b6c0ba9b9fc82db58278885c532f2f3b7be");
        assertThat(Hashes.number("db-operator/database/shop")).isEqualTo(3605032638909633125L);
    }

    @Property
    void aSecretIsInNoMaskedText(@ForAll String before, @ForAll String after) {
        assertThat(Masking.of(before + "hunter2" + after, Set.of("hunter2", "")))
                .doesNotContain("hunter2");
    }

    @Test
    void randomTextsDiffer() {
        assertThat(RandomText.hex(16)).hasSize(32).isNotEqualTo(RandomText.hex(16));
    }
}
