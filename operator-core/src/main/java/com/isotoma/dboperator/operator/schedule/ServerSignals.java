package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.operator.runtime.Signals;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Wakes the DatabaseServer of a Database whose BackupSchedules change, since it sees to it that there is one. */
final class ServerSignals {
    private final ClusterView view;
    private final Signals signals;

    /** The state of each BackupSchedule by uid that its server was woken for. */
    private final Map<String, List<@Nullable Object>> seen = new ConcurrentHashMap<>();

    @Inject
    ServerSignals(ClusterView view, Signals signals) {
        this.view = view;
        this.signals = signals;
    }

    void seen(BackupSchedule schedule) {
        var meta = schedule.getMetadata();
        var state = state(meta);
        if (!state.equals(seen.put(meta.getUid(), state))) {
            wake(schedule);
        }
    }

    void gone(BackupSchedule last) {
        seen.remove(last.getMetadata().getUid());
        wake(last);
    }

    private void wake(BackupSchedule schedule) {
        view.database(schedule.getMetadata().getNamespace(), schedule.getSpec().database())
                .map(database -> database.getSpec().server())
                .flatMap(view::server)
                .ifPresent(signals::wake);
    }

    private static List<@Nullable Object> state(ObjectMeta meta) {
        return Arrays.asList(
                meta.getGeneration(), meta.getDeletionTimestamp(), meta.getLabels(), meta.getOwnerReferences());
    }
}
