package com.isotoma.dboperator.demo.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.isotoma.dboperator.operator.status.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterRulesTest {
    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("table")
    void saysHowTheMembersAre(ClusterFacts facts, boolean ready, String reason, String message) {
        assertThat(ClusterRules.ready(facts)).isEqualTo(new Verdict(ready, reason, message));
    }

    static Stream<Arguments> table() {
        return Stream.of(
                arguments(facts(1, 1, 1, 1), true, "AllReady", "1 of 1 member serves"),
                arguments(facts(3, 3, 3, 3), true, "AllReady", "3 of 3 members serve"),
                arguments(
                        new ClusterFacts(3, false, 3, 3, 3, List.of()),
                        false,
                        "Waiting",
                        "the StatefulSet has just been changed"),
                arguments(
                        facts(0, 0, 0, 0),
                        false,
                        "Resting",
                        "no members are asked for: raise amountPods to wake the cluster"),
                arguments(facts(0, 1, 1, 1), false, "Waiting", "1 member still to be stopped"),
                arguments(
                        facts(3, 3, 1, 3, "demo-0", "demo-10"),
                        false,
                        "Waiting",
                        "1 of 3 members serve; waiting for demo-0, demo-10: see kubectl describe pod demo-0"),
                arguments(facts(2, 0, 0, 0), false, "Waiting", "0 of 2 members serve"),
                arguments(facts(1, 3, 3, 3), false, "Waiting", "2 members still to be stopped"),
                arguments(facts(2, 2, 2, 1), false, "Updating", "1 of 2 members run as the spec wants them"));
    }

    private static ClusterFacts facts(int wanted, int members, int ready, int updated, String... waiting) {
        return new ClusterFacts(wanted, true, members, ready, updated, List.of(waiting));
    }
}
