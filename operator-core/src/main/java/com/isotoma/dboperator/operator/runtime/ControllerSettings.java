package com.isotoma.dboperator.operator.runtime;

import java.util.Optional;
import java.util.Set;

/**
 * How the controllers run.
 *
 * @param namespaces the namespaces to watch; empty for all
 * @param operatorNamespace where the operator runs, and where some Jobs do
 * @param identity name of this process among several, for the lease
 * @param leaderElection whether only one of several processes works at a time
 * @param threads how many resources are worked on at the same time
 */
public record ControllerSettings(
        Set<String> namespaces, String operatorNamespace, String identity, boolean leaderElection, int threads) {

    public boolean allNamespaces() {
        return namespaces.isEmpty();
    }

    /** Name of the lease; empty without leader election. */
    Optional<String> lease() {
        return leaderElection ? Optional.of("db-operator") : Optional.empty();
    }
}
