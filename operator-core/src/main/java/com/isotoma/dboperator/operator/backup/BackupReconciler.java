package com.isotoma.dboperator.operator.backup;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.operator.runtime.KindReconciler;
import com.isotoma.dboperator.operator.runtime.Signals;
import com.isotoma.dboperator.operator.runtime.Watching;
import com.isotoma.dboperator.operator.turn.TurnFlow;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** Called for a Backup when it changes or its Database goes; wakes its Database and its schedule. Changes nothing about it, ever. */
final class BackupReconciler extends KindReconciler<Backup> {
    private final TurnFlow flow;
    private final Signals signals;
    private final Clock clock;

    @Inject
    BackupReconciler(TurnFlow flow, Watching watching, Clock clock) {
        super(BackupKind.KIND, watching);
        this.flow = flow;
        this.signals = watching.signals();
        this.clock = clock;
    }

    @Override
    protected Duration run(Backup backup) {
        wake(backup);
        var facts = BackupFacts.of(backup, clock.instant());
        return flow.run(
                backup,
                facts.database(),
                facts.driver(),
                (database, jobs) -> BackupRules.decide(facts, database, jobs));
    }

    @Override
    protected void gone(Backup last) {
        wake(last);
    }

    private void wake(Backup backup) {
        var meta = backup.getMetadata();
        signals.wake(Database.class, meta.getNamespace(), backup.getSpec().database());
        var schedule = meta.getLabels() == null ? null : meta.getLabels().get(ApiGroup.SCHEDULE_LABEL);
        if (schedule != null) {
            signals.wake(BackupSchedule.class, meta.getNamespace(), schedule);
        }
    }
}
