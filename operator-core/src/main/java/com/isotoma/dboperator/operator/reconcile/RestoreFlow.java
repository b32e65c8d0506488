package com.isotoma.dboperator.operator.reconcile;

import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.operator.decision.RestoreRules;
import jakarta.inject.Inject;
import java.time.Duration;

/** Looks at one Restore and does what its Database's own rules leave undone. */
public final class RestoreFlow {
    private final TurnFlow flow;

    @Inject
    RestoreFlow(TurnFlow flow) {
        this.flow = flow;
    }

    /**
     * @return when to look again, if no event comes first
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached
     */
    public Duration run(Restore restore) {
        var facts = Facts.of(restore);
        return flow.run(
                restore,
                facts.database(),
                facts.driver(),
                (database, jobs) -> RestoreRules.decide(facts, database, jobs));
    }
}
