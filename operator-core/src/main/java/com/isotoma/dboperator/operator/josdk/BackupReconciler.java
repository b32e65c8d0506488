package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.operator.events.UnreadableResources;
import com.isotoma.dboperator.operator.reconcile.BackupFlow;
import com.isotoma.dboperator.operator.schedule.ScheduleBackups;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Inject;
import java.util.List;

/** Called for a Backup when it changes or its Database goes; wakes its Database and its schedule. Changes nothing about it, ever. */
final class BackupReconciler implements Reconciler<Backup> {
    private final BackupFlow flow;
    private final Caches caches;
    private final Signals signals;

    private final UnreadableResources unreadable;

    @Inject
    BackupReconciler(BackupFlow flow, Caches caches, Signals signals, UnreadableResources unreadable) {
        this.unreadable = unreadable;
        this.flow = flow;
        this.caches = caches;
        this.signals = signals;
    }

    @Override
    public List<EventSource<?, Backup>> prepareEventSources(EventSourceContext<Backup> context) {
        caches.backups(context.getPrimaryCache());
        return List.of(signals.toBackups);
    }

    @Override
    public UpdateControl<Backup> reconcile(Backup backup, Context<Backup> context) {
        if (unreadable.refuse(backup)) {
            return UpdateControl.noUpdate();
        }
        signals.database(backup.getMetadata().getNamespace(), backup.getSpec().database());
        ScheduleBackups.scheduleOf(backup)
                .ifPresent(schedule -> signals.schedule(backup.getMetadata().getNamespace(), schedule));
        if (context.isPrimaryResourceDeleted()) {
            return UpdateControl.noUpdate();
        }
        return UpdateControl.<Backup>noUpdate().rescheduleAfter(flow.run(backup));
    }
}
