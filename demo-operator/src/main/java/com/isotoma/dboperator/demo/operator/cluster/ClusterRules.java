package com.isotoma.dboperator.demo.operator.cluster;

import com.isotoma.dboperator.demo.v1alpha1.DemoReasons;
import com.isotoma.dboperator.operator.status.Verdict;

/** What the condition Ready of a DatabaseCluster says. */
final class ClusterRules {
    private ClusterRules() {}

    /** Whether every member that is asked for serves, as the spec wants it, and no other is left. */
    public static Verdict ready(ClusterFacts facts) {
        if (!facts.current()) {
            return Verdict.no(DemoReasons.WAITING, "the StatefulSet has just been changed");
        }
        if (facts.wanted() == 0) {
            return facts.members() == 0
                    ? Verdict.no(DemoReasons.RESTING, "no members are asked for: raise amountPods to wake the cluster")
                    : Verdict.no(DemoReasons.WAITING, members(facts.members()) + " still to be stopped");
        }
        if (facts.ready() < facts.wanted()) {
            return Verdict.no(DemoReasons.WAITING, serving(facts) + waiting(facts));
        }
        if (facts.members() > facts.wanted()) {
            return Verdict.no(DemoReasons.WAITING, members(facts.members() - facts.wanted()) + " still to be stopped");
        }
        if (facts.updated() < facts.wanted()) {
            return Verdict.no(
                    DemoReasons.UPDATING,
                    facts.updated() + " of " + members(facts.wanted()) + " run as the spec wants them");
        }
        return Verdict.yes(DemoReasons.ALL_READY, serving(facts));
    }

    private static String serving(ClusterFacts facts) {
        return facts.ready() + " of " + members(facts.wanted()) + (facts.wanted() == 1 ? " serves" : " serve");
    }

    private static String waiting(ClusterFacts facts) {
        return facts.waiting().isEmpty()
                ? ""
                : "; waiting for " + String.join(", ", facts.waiting()) + ": see kubectl describe pod "
                        + facts.waiting().get(0);
    }

    private static String members(int count) {
        return count == 1 ? "1 member" : count + " members";
    }
}
