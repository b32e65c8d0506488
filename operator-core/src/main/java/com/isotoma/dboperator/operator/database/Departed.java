package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.operator.rbac.DatabaseKey;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Databases that have vanished without their last run, since their finalizer was taken off: what they held may be held still.
 * Safe for use by several threads.
 */
final class Departed {
    private final Map<DatabaseKey, Database> departed = new ConcurrentHashMap<>();

    /** Takes notice of a Database that is gone; one whose last run did not end has Secrets that are still to be released. */
    void gone(Database last) {
        var status = last.getStatus();
        var phase = status == null ? null : status.phase();
        if (phase == null || phase == DatabasePhase.DELETED) {
            return;
        }
        var meta = new ObjectMetaBuilder(last.getMetadata()).build();
        if (meta.getDeletionTimestamp() == null) {
            meta.setDeletionTimestamp(
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        var database = new Database();
        database.setMetadata(meta);
        database.setSpec(last.getSpec());
        database.setStatus(status);
        departed.put(new DatabaseKey(meta.getNamespace(), meta.getName()), database);
    }

    /** As it was last seen, and being deleted. */
    Optional<Database> find(DatabaseKey database) {
        return Optional.ofNullable(departed.get(database));
    }

    Set<DatabaseKey> all() {
        return Set.copyOf(departed.keySet());
    }

    /** What it held is released. */
    void released(Database database) {
        departed.values().remove(database);
    }
}
