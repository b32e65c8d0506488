package com.isotoma.dboperator.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract notices mistakes: each that a driver could make is made here once, and a test of the contract fails for it. */
class MistakesTest {
    private final List<Mistake> mistakes = Stream.of(
                    MistakesOfSettings.ALL,
                    MistakesOfCreation.ALL,
                    MistakesOfDumps.ALL,
                    MistakesOfReplacing.ALL,
                    MistakesOfInitialSql.ALL,
                    MistakesOfRotation.ALL,
                    MistakesOfUsers.ALL,
                    MistakesOfParts.ALL,
                    MistakesOfReach.ALL,
                    MistakesOfTrust.ALL,
                    MistakesOfErrors.ALL)
            .flatMap(List::stream)
            .toList();

    @TestFactory
    Stream<DynamicTest> everyMistakeIsNoticed() {
        return mistakes.stream().map(mistake -> DynamicTest.dynamicTest(mistake.what(), () -> assertNoticed(mistake)));
    }

    private static void assertNoticed(Mistake mistake) {
        MemoryDriverTest.MISTAKEN.set(mistake.driver());
        try {
            var summary = run(selectMethod(MemoryDriverTest.class, method(mistake.noticedBy())));
            assertThat(summary.getTestsFoundCount()).isPositive();
            assertThat(summary.getTotalFailureCount()).as("tests that fail").isPositive();
        } finally {
            MemoryDriverTest.MISTAKEN.remove();
        }
    }

    @Test
    void aDriverWithoutAMistakePassesEachTestThatNoticesOne() {
        var noticing = mistakes.stream().map(Mistake::noticedBy).collect(Collectors.toSet());

        for (var test : noticing) {
            var summary = run(selectMethod(MemoryDriverTest.class, method(test)));
            assertThat(summary.getTestsSucceededCount()).as(test).isPositive();
            assertThat(summary.getTotalFailureCount()).as(test).isZero();
        }
    }

    @Test
    void everyTestOfTheContractNoticesSomeMistake() {
        var noticing = mistakes.stream().map(Mistake::noticedBy).collect(Collectors.toSet());

        assertThat(testsOfTheContract().map(Method::getName).toList()).isSubsetOf(noticing);
    }

    private static Stream<Method> testsOfTheContract() {
        return Stream.<Class<?>>iterate(MemoryDriverTest.class, c -> c != Object.class, Class::getSuperclass)
                .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                .filter(m -> m.isAnnotationPresent(Test.class) || m.isAnnotationPresent(TestFactory.class));
    }

    private static Method method(String name) {
        return testsOfTheContract()
                .filter(m -> m.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the contract has no test " + name));
    }

    private static TestExecutionSummary run(DiscoverySelector selector) {
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selector)
                                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                                .build(),
                        listener);
        return listener.getSummary();
    }
}
