package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.operator.rbac.DatabaseKey;
import com.isotoma.dboperator.operator.runtime.Signals;
import com.isotoma.dboperator.operator.turn.DatabaseListener;
import com.isotoma.dboperator.operator.view.ClusterView;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a DatabaseServer when a Database begins to name it, or stops: it counts them, backs them up, and waits for them to go.
 * Also when one gets a place for its backups of its own.
 */
final class ServerWakes implements DatabaseListener {
    private final ClusterView view;
    private final Signals signals;
    private final Map<DatabaseKey, Named> named = new ConcurrentHashMap<>();

    @Inject
    ServerWakes(ClusterView view, Signals signals) {
        this.view = view;
        this.signals = signals;
    }

    @Override
    public void seen(String namespace, String database) {
        var now = view.database(namespace, database)
                .map(Database::getSpec)
                .filter(spec -> spec.server() != null)
                .map(spec -> new Named(String.valueOf(spec.server()), spec.backupTo() != null))
                .orElse(null);
        var key = new DatabaseKey(namespace, database);
        var before = now == null ? named.remove(key) : named.put(key, now);
        if (now == null ? before != null : !now.equals(before)) {
            wake(before);
            wake(now);
        }
    }

    private void wake(@Nullable Named database) {
        if (database != null) {
            view.server(database.server()).ifPresent(signals::wake);
        }
    }

    /** What a server goes by. */
    private record Named(String server, boolean ownPlace) {}
}
