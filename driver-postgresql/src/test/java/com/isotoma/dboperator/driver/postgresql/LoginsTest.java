package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoginsTest {
    static Stream<String> owners() {
        return Stream.of(
                "shop__orders", "x".repeat(61), "x".repeat(62), "x".repeat(63), "ü".repeat(31), "☃".repeat(21));
    }

    @Test
    void aNameThatIsDerivedFromAResourceIsSeenInItsLogins() {
        assertThat(new Logins("shop__orders").names()).containsExactly("shop__orders-a", "shop__orders-b");
        assertThat(new Logins("x".repeat(61)).first()).isEqualTo("x".repeat(61) + "-a");
    }

    @ParameterizedTest
    @MethodSource("owners")
    void everyNameFitsAndIsAnother(String owner) {
        assertThat(new Logins(owner).withOwner())
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allSatisfy(name ->
                        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(Names.MAX_BYTES));
    }

    @Test
    void longNamesWithTheSameBeginningHaveDifferentLogins() {
        var begin = "x".repeat(62);
        assertThat(new Logins(begin + "1").names()).doesNotContainAnyElementsOf(new Logins(begin + "2").names());
    }
}
