package com.isotoma.dboperator.operator.reconcile;

import com.isotoma.dboperator.operator.access.AccessConflict;
import com.isotoma.dboperator.operator.access.DatabaseAccess;
import com.isotoma.dboperator.operator.access.DatabaseKey;
import com.isotoma.dboperator.operator.jobs.JobProgress;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away the rights of Databases that are gone, and follows specs that changed while no Job was due. Whatever it leaves
 * undone, the next one does, in this process or after it. Called by one thread, of the operator that leads.
 */
public final class AccessSweep {
    private static final Logger log = LoggerFactory.getLogger(AccessSweep.class);

    /** Every so many times the cluster is asked for what no operator of this process knows of. */
    private static final int LISTING = 120;

    private final ClusterView view;
    private final DatabaseAccess access;
    private int listing;

    @Inject
    AccessSweep(ClusterView view, DatabaseAccess access) {
        this.view = view;
        this.access = access;
    }

    /** @param namespaces those that are watched; empty for all */
    public void run(Set<String> namespaces) {
        if (!view.synced()) {
            return;
        }
        var databases = new HashSet<>(access.known());
        try {
            if (listing == 0) {
                databases.addAll(access.everybody(namespaces));
            }
            listing = (listing + 1) % LISTING;
        } catch (KubernetesClientException e) {
            log.warn("what was given to drivers cannot be listed, which is tried again: {}", e.getMessage());
        }
        databases.forEach(this::look);
    }

    private void look(DatabaseKey database) {
        try {
            var ended =
                    view.jobsOf(database.namespace(), database.name()).stream().allMatch(JobProgress::finished);
            if (view.database(database.namespace(), database.name()).isPresent()) {
                access.refresh(database, ended);
            } else if (ended && !view.unreadableDatabase(database.namespace(), database.name())) {
                access.remove(database);
            }
        } catch (AccessConflict | KubernetesClientException e) {
            log.warn(
                    "the rights of the driver's pods for Database {}/{} are not as they should be: {}",
                    database.namespace(),
                    database.name(),
                    e.getMessage());
        }
    }
}
