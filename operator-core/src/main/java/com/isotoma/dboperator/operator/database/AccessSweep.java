package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.operator.job.JobProgress;
import com.isotoma.dboperator.operator.rbac.AccessConflict;
import com.isotoma.dboperator.operator.rbac.DatabaseAccess;
import com.isotoma.dboperator.operator.rbac.DatabaseKey;
import com.isotoma.dboperator.operator.runtime.Sweep;
import com.isotoma.dboperator.operator.turn.TurnKind;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away the rights of Databases that are gone, and follows specs that changed while no Job was due. Whatever it leaves
 * undone, the next one does, in this process or after it.
 */
final class AccessSweep implements Sweep {
    private static final Logger log = LoggerFactory.getLogger(AccessSweep.class);

    /** Every so many times the cluster is asked for what no operator of this process knows of. */
    private static final int LISTING = 120;

    private final ClusterView view;
    private final DatabaseAccess access;
    private final Departed departed;
    private final Set<TurnKind> turns;
    private final Releases releases;
    private int listing;

    @Inject
    AccessSweep(ClusterView view, DatabaseAccess access, Departed departed, Set<TurnKind> turns, Releases releases) {
        this.departed = departed;
        this.turns = turns;
        this.releases = releases;
        this.view = view;
        this.access = access;
    }

    @Override
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
        databases.addAll(departed.all());
        databases.forEach(this::look);
    }

    /**
     * Whether a resource of a Database that is gone waits for a run to end it. Where the namespace is being deleted,
     * no rights could be given to that one any more.
     */
    private boolean awaited(DatabaseKey database) {
        return turns.stream().anyMatch(kind -> kind.unended(database.namespace(), database.name()));
    }

    private void look(DatabaseKey database) {
        try {
            var jobs = view.jobsOf(database.namespace(), database.name());
            var ended = jobs.stream().allMatch(JobProgress::finished);
            var left = departed.find(database);
            if (left.isPresent() && !releases.done(left.get(), jobs)) {
                return;
            }
            if (view.database(database.namespace(), database.name()).isPresent()) {
                access.refresh(database, ended);
            } else if (ended
                    && !awaited(database)
                    && !view.unreadable(Database.class, database.namespace(), database.name())) {
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
