package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.operator.events.UnreadableResources;
import com.isotoma.dboperator.operator.reconcile.DatabaseFlow;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Inject;
import java.util.List;

/** Called for a Database when it, a Job, a Backup, a Restore or the Driver of it changes. Changes nothing about it, ever. */
final class DatabaseReconciler implements Reconciler<Database> {
    private final DatabaseFlow flow;
    private final Caches caches;
    private final Signals signals;
    private final Informers informers;
    private final Wakes wakes = new Wakes();

    private final UnreadableResources unreadable;

    @Inject
    DatabaseReconciler(
            DatabaseFlow flow, Caches caches, Signals signals, Informers informers, UnreadableResources unreadable) {
        this.unreadable = unreadable;
        this.flow = flow;
        this.caches = caches;
        this.signals = signals;
        this.informers = informers;
    }

    @Override
    public List<EventSource<?, Database>> prepareEventSources(EventSourceContext<Database> context) {
        caches.databases(context.getPrimaryCache());
        var jobs = informers.jobs(context);
        var drivers = informers.drivers(context, caches);
        caches.jobs(jobs);
        caches.drivers(drivers);
        return List.of(jobs, drivers, signals.toDatabases);
    }

    @Override
    public UpdateControl<Database> reconcile(Database database, Context<Database> context) {
        if (unreadable.refuse(database)) {
            return UpdateControl.noUpdate();
        }
        var meta = database.getMetadata();
        if (caches.synced()) {
            caches.schedulesOf(meta.getNamespace(), meta.getName())
                    .forEach(schedule -> signals.schedule(
                            meta.getNamespace(), schedule.getMetadata().getName()));
        }
        if (context.isPrimaryResourceDeleted()) {
            wakes.gone(database);
            caches.gone(database);
            if (caches.synced()) {
                caches.backupsOf(meta.getNamespace(), meta.getName()).forEach(signals::backup);
                caches.restoresOf(meta.getNamespace(), meta.getName()).forEach(signals::restore);
            }
            return UpdateControl.noUpdate();
        }
        if (caches.synced()) {
            wakes.changed(database, caches, signals);
        }
        return UpdateControl.<Database>noUpdate().rescheduleAfter(flow.run(database));
    }
}
