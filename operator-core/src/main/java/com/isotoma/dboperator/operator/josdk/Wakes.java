package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Verification;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Wakes the Backups that wait to be verified until their Database has nothing else to do. Each state of a Database and its
 * Jobs wakes them once: a Backup that is looked at wakes its Database in turn. Thread-safe.
 */
final class Wakes {
    private final Map<ResourceID, String> seen = new ConcurrentHashMap<>();

    /** The Database, or one of its Jobs, may have changed. */
    void changed(Database database, ClusterView view, Signals signals) {
        var meta = database.getMetadata();
        var jobs = view.jobsOf(meta.getNamespace(), meta.getName()).stream()
                .map(job -> job.getMetadata().getResourceVersion())
                .sorted()
                .collect(Collectors.joining(","));
        var state = meta.getResourceVersion() + "/" + jobs;
        if (!state.equals(seen.put(ResourceID.fromResource(database), state))) {
            view.backupsOf(meta.getNamespace(), meta.getName()).stream()
                    .filter(backup -> Verification.due(backup).isPresent())
                    .forEach(signals::backup);
        }
    }

    /** The Database is gone. */
    void gone(Database database) {
        seen.remove(ResourceID.fromResource(database));
    }
}
