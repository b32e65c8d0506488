package com.isotoma.dboperator.operator.reconcile;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.operator.access.AccessConflict;
import com.isotoma.dboperator.operator.access.DatabaseAccess;
import com.isotoma.dboperator.operator.access.DatabaseKey;
import com.isotoma.dboperator.operator.jobs.JobProgress;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
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
    private final Releases releases;
    private int listing;

    @Inject
    AccessSweep(ClusterView view, DatabaseAccess access, Releases releases) {
        this.releases = releases;
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
        view.departed()
                .forEach(departed -> databases.add(new DatabaseKey(
                        departed.getMetadata().getNamespace(),
                        departed.getMetadata().getName())));
        databases.forEach(this::look);
    }

    /**
     * Whether a Backup or Restore of a Database that is gone waits for a run to end it. Where the namespace is being deleted,
     * no rights could be given to that one any more.
     */
    private boolean awaited(DatabaseKey database) {
        return Stream.concat(
                        view.backupsOf(database.namespace(), database.name()).stream(),
                        view.restoresOf(database.namespace(), database.name()).stream())
                .map(resource -> resource.getMetadata().getFinalizers())
                .anyMatch(finalizers -> finalizers.contains(ApiGroup.BACKUP_FINALIZER)
                        || finalizers.contains(ApiGroup.RESTORE_FINALIZER));
    }

    private void look(DatabaseKey database) {
        try {
            var jobs = view.jobsOf(database.namespace(), database.name());
            var ended = jobs.stream().allMatch(JobProgress::finished);
            var departed = view.departed(database.namespace(), database.name());
            if (departed.isPresent() && !releases.done(departed.get(), jobs)) {
                return;
            }
            if (view.database(database.namespace(), database.name()).isPresent()) {
                access.refresh(database, ended);
            } else if (ended && !awaited(database) && !view.unreadableDatabase(database.namespace(), database.name())) {
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
