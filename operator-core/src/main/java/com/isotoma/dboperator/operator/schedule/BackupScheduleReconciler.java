package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.operator.runtime.KindReconciler;
import com.isotoma.dboperator.operator.runtime.Owned;
import com.isotoma.dboperator.operator.runtime.Watching;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Called for a BackupSchedule when it, its CronJob, one of its Backups or its Database changes. */
final class BackupScheduleReconciler extends KindReconciler<BackupSchedule> {
    private final ScheduleFlow flow;
    private final ServerSignals servers;
    private volatile @Nullable Owned<BackupSchedule> owned;

    @Inject
    BackupScheduleReconciler(ScheduleFlow flow, ServerSignals servers, Watching watching) {
        super(ScheduleKind.KIND, watching);
        this.flow = flow;
        this.servers = servers;
    }

    @Override
    protected List<EventSource<?, BackupSchedule>> sources(EventSourceContext<BackupSchedule> context) {
        var informers = new Owned<>(
                BackupSchedule.class, ApiGroup.MANAGED_BY, ApiGroup.SCHEDULE_LABEL, List.of(CronJob.class), context);
        owned = informers;
        return informers.sources();
    }

    @Override
    protected Duration run(BackupSchedule schedule) {
        servers.seen(schedule);
        var informers = Objects.requireNonNull(owned, "the informers are made before anything is reconciled");
        var meta = schedule.getMetadata();
        return flow.run(schedule, informers.get(CronJob.class, meta.getNamespace(), meta.getName()));
    }

    @Override
    protected void gone(BackupSchedule last) {
        servers.gone(last);
    }
}
