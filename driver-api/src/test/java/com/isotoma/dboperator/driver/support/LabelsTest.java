package com.isotoma.dboperator.driver.support;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class LabelsTest {
    @Property
    void aNameThatFitsIsItsOwnLabel(
            @ForAll @CharRange(from = 'a', to = 'z') @StringLength(min = 1, max = 63) String name) {
        assertThat(Labels.value(name)).isEqualTo(name);
    }

    @Property
    void everyNameBecomesALegalLabel(
            @ForAll @CharRange(from = 'a', to = 'z') @CharRange(from = '.', to = '.') @StringLength(min = 62, max = 251)
                    String middle) {
        assertThat(Labels.value("a" + middle + "z"))
                .hasSizeLessThanOrEqualTo(63)
                .matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    }

    @Property
    void longNamesThatDifferOnlyAtTheirEndGetDifferentLabels(
            @ForAll @CharRange(from = 'a', to = 'z') @StringLength(min = 1, max = 100) String one,
            @ForAll @CharRange(from = 'a', to = 'z') @StringLength(min = 1, max = 100) String other) {
        Assume.that(!one.equals(other));
        var beginning = "a".repeat(70);

        assertThat(Labels.value(beginning + one)).isNotEqualTo(Labels.value(beginning + other));
    }

    @Example
    void theLabelOfALongNameStaysWhatItAlwaysWas() {
        // Selectors of objects that exist depend on it.
        assertThat(Labels.value("a".repeat(64)))
                .isEqualTo("a".repeat(52) + "-" + Labels.hash("a".repeat(64)).substring(0, 10));
        assertThat(Labels.hash("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
