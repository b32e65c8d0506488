package com.isotoma.dboperator.operator.restore;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.runtime.Signals;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import com.isotoma.dboperator.operator.turn.DatabaseListener;
import com.isotoma.dboperator.operator.turn.Turn;
import com.isotoma.dboperator.operator.turn.TurnKind;
import com.isotoma.dboperator.operator.view.ClusterView;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Restores among what waits for a Database, or has it; wakes those of one that is gone. */
final class RestoreTurns implements TurnKind, DatabaseListener {
    private final ClusterView view;
    private final Signals signals;

    @Inject
    RestoreTurns(ClusterView view, Signals signals) {
        this.view = view;
        this.signals = signals;
    }

    @Override
    public List<Turn> waiting(String namespace, String database) {
        return RestoreRules.waiting(facts(namespace, database));
    }

    @Override
    public Optional<CreateJob> active(String namespace, DatabaseFacts database) {
        return RestoreRules.active(database, facts(namespace, database.name()));
    }

    @Override
    public Optional<Duration> nextWaiting(String namespace, String database) {
        return Optional.empty();
    }

    @Override
    public boolean unended(String namespace, String database) {
        return view.ofDatabase(Restore.class, namespace, database).stream()
                .anyMatch(restore -> restore.hasFinalizer(ApiGroup.RESTORE_FINALIZER));
    }

    @Override
    public void gone(String namespace, String database) {
        view.ofDatabase(Restore.class, namespace, database).forEach(signals::wake);
    }

    private List<RestoreFacts> facts(String namespace, String database) {
        return view.ofDatabase(Restore.class, namespace, database).stream()
                .map(RestoreFacts::of)
                .toList();
    }
}
