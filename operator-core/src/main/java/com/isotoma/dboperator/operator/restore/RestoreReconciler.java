package com.isotoma.dboperator.operator.restore;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.operator.runtime.KindReconciler;
import com.isotoma.dboperator.operator.runtime.Signals;
import com.isotoma.dboperator.operator.runtime.Watching;
import com.isotoma.dboperator.operator.turn.TurnFlow;
import jakarta.inject.Inject;
import java.time.Duration;

/** Called for a Restore when it changes or its Database goes; wakes its Database. Changes nothing about it, ever. */
final class RestoreReconciler extends KindReconciler<Restore> {
    private final TurnFlow flow;
    private final Signals signals;

    @Inject
    RestoreReconciler(TurnFlow flow, Watching watching) {
        super(RestoreKind.KIND, watching);
        this.flow = flow;
        this.signals = watching.signals();
    }

    @Override
    protected Duration run(Restore restore) {
        wakeDatabase(restore);
        var facts = RestoreFacts.of(restore);
        return flow.run(
                restore,
                facts.database(),
                facts.driver(),
                (database, jobs) -> RestoreRules.decide(facts, database, jobs));
    }

    @Override
    protected void gone(Restore last) {
        wakeDatabase(last);
    }

    private void wakeDatabase(Restore restore) {
        signals.wake(
                Database.class,
                restore.getMetadata().getNamespace(),
                restore.getSpec().database());
    }
}
