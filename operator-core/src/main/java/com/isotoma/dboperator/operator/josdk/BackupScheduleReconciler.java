package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.operator.events.UnreadableResources;
import com.isotoma.dboperator.operator.schedule.ScheduleFlow;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Called for a BackupSchedule when it, its CronJob, one of its Backups or its Database changes. */
final class BackupScheduleReconciler implements Reconciler<BackupSchedule> {
    private final ScheduleFlow flow;
    private final Caches caches;
    private final Signals signals;
    private volatile @Nullable Owned<BackupSchedule> owned;

    private final UnreadableResources unreadable;

    @Inject
    BackupScheduleReconciler(ScheduleFlow flow, Caches caches, Signals signals, UnreadableResources unreadable) {
        this.unreadable = unreadable;
        this.flow = flow;
        this.caches = caches;
        this.signals = signals;
    }

    @Override
    public List<EventSource<?, BackupSchedule>> prepareEventSources(EventSourceContext<BackupSchedule> context) {
        caches.schedules(context.getPrimaryCache());
        var informers = new Owned<>(
                BackupSchedule.class, ApiGroup.MANAGED_BY, ApiGroup.SCHEDULE_LABEL, List.of(CronJob.class), context);
        owned = informers;
        return Stream.<EventSource<?, BackupSchedule>>concat(
                        informers.sources().stream(), Stream.of(signals.toSchedules))
                .toList();
    }

    @Override
    public UpdateControl<BackupSchedule> reconcile(BackupSchedule schedule, Context<BackupSchedule> context) {
        if (unreadable.refuse(schedule)) {
            return UpdateControl.noUpdate();
        }
        if (context.isPrimaryResourceDeleted()) {
            return UpdateControl.noUpdate();
        }
        var informers = Objects.requireNonNull(owned, "the informers are made before anything is reconciled");
        var meta = schedule.getMetadata();
        var next = flow.run(schedule, informers.get(CronJob.class, meta.getNamespace(), meta.getName()));
        return UpdateControl.<BackupSchedule>noUpdate().rescheduleAfter(next);
    }
}
