package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** An answer of a server is no outage: the error decides whether anything is tried again, and not the way on which it came. */
abstract class ErrorContract extends RefusalContract {
    @TestFactory
    Stream<DynamicTest> whatMayPassIsTriedAgainAndAnAnswerIsNotOnEveryWay() throws Exception {
        var errors = errors();
        assertThat(errors).as("errors that may pass").anyMatch(JudgedError::passes);
        assertThat(errors).as("errors that are answers").anyMatch(error -> !error.passes());
        return errors.stream().map(error -> DynamicTest.dynamicTest(error.error(), () -> assertJudged(error)));
    }

    private static void assertJudged(JudgedError error) {
        assertThat(error.ways()).isNotEmpty();
        error.ways().forEach((way, judged) -> {
            assertThat(judged.kind() == Kind.UNAVAILABLE)
                    .as("tried again, by %s: %s (%s)", way, judged.getMessage(), judged.kind())
                    .isEqualTo(error.passes());
            assertThat(judged.reason()).as("reason, by %s", way).matches("[A-Z][A-Za-z]+");
            assertThat(judged.getMessage()).as("message, by %s", way).isNotBlank();
        });
    }
}
