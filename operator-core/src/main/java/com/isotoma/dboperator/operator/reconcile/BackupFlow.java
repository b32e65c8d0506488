package com.isotoma.dboperator.operator.reconcile;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.operator.decision.BackupRules;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** Looks at one Backup and does what its Database's own rules leave undone. */
public final class BackupFlow {
    private final TurnFlow flow;
    private final Clock clock;

    @Inject
    BackupFlow(TurnFlow flow, Clock clock) {
        this.flow = flow;
        this.clock = clock;
    }

    /**
     * @return when to look again, if no event comes first
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached
     */
    public Duration run(Backup backup) {
        var facts = Facts.of(backup, clock.instant());
        return flow.run(
                backup,
                facts.database(),
                facts.driver(),
                (database, jobs) -> BackupRules.decide(facts, database, jobs));
    }
}
