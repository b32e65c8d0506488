package com.isotoma.dboperator.operator.reconcile;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.operator.decision.BackupRules;
import jakarta.inject.Inject;
import java.time.Duration;

/** Looks at one Backup and does backup its Database's own rules leave undone. */
public final class BackupFlow {
    private final TurnFlow flow;

    @Inject
    BackupFlow(TurnFlow flow) {
        this.flow = flow;
    }

    /**
     * @return when to look again, if no event comes first
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached
     */
    public Duration run(Backup backup) {
        var facts = Facts.of(backup);
        return flow.run(
                backup,
                facts.database(),
                facts.driver(),
                (database, jobs) -> BackupRules.decide(facts, database, jobs));
    }
}
