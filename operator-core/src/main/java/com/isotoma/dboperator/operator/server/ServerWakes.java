package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.operator.rbac.DatabaseKey;
import com.isotoma.dboperator.operator.runtime.Signals;
import com.isotoma.dboperator.operator.turn.DatabaseListener;
import com.isotoma.dboperator.operator.view.ClusterView;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Wakes a DatabaseServer when a Database begins to name it, or stops: it counts them, and waits for them to go. */
final class ServerWakes implements DatabaseListener {
    private final ClusterView view;
    private final Signals signals;
    private final Map<DatabaseKey, String> named = new ConcurrentHashMap<>();

    @Inject
    ServerWakes(ClusterView view, Signals signals) {
        this.view = view;
        this.signals = signals;
    }

    @Override
    public void seen(String namespace, String database) {
        var now = view.database(namespace, database)
                .map(found -> found.getSpec().server())
                .orElse(null);
        var key = new DatabaseKey(namespace, database);
        var before = now == null ? named.remove(key) : named.put(key, now);
        if (now == null ? before != null : !now.equals(before)) {
            wake(before);
            wake(now);
        }
    }

    private void wake(@Nullable String server) {
        if (server != null) {
            view.server(server).ifPresent(signals::wake);
        }
    }
}
