package com.isotoma.dboperator.crds.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"orders", "a.b-c", "x", "0rders", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-.-.zzzzz"})
    void aNameIsFitForKubernetesWhateverTheDatabaseIsCalled(String database) {
        var name = LeaseNames.of("shop", database);

        assertThat(name).matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?").hasSizeLessThanOrEqualTo(63);
        assertThat(name).doesNotContain(".-").doesNotContain("-.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders1", "order", "orders-1"})
    void differentDatabasesHaveDifferentNames(String other) {
        assertThat(LeaseNames.of("shop", other)).isNotEqualTo(LeaseNames.of("shop", "orders"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop2", "sho"})
    void theSameNameInAnotherNamespaceIsAnother(String namespace) {
        assertThat(LeaseNames.of(namespace, "orders")).isNotEqualTo(LeaseNames.of("shop", "orders"));
    }

    @ParameterizedTest
    @ValueSource(ints = {39, 40, 41, 253})
    void longNamesThatBeginAlikeAreDifferent(int length) {
        var one = "a".repeat(length) + "1";
        var other = "a".repeat(length) + "2";

        assertThat(LeaseNames.of("shop", one)).isNotEqualTo(LeaseNames.of("shop", other));
    }
}
