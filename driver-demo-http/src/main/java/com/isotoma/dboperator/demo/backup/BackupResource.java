package com.isotoma.dboperator.demo.backup;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackupSpec;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackupStatus;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One DatabaseBackup as this run last saw it, and the only way to change it. Used by one thread at a time. */
final class BackupResource {
    private static final DatabaseBackupStatus NONE = new DatabaseBackupStatus(null, null, null, null, null);

    private final ClusterClient cluster;
    private DatabaseBackup current;

    private BackupResource(ClusterClient cluster, DatabaseBackup current) {
        this.cluster = cluster;
        this.current = current;
    }

    static Optional<BackupResource> find(
            KubernetesClient client, ClusterClient cluster, String namespace, String name) {
        var found = client.resources(DatabaseBackup.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        return Optional.ofNullable(found).map(b -> new BackupResource(cluster, b));
    }

    String name() {
        return current.getMetadata().getName();
    }

    String namespace() {
        return current.getMetadata().getNamespace();
    }

    @Nullable
    Long generation() {
        return current.getMetadata().getGeneration();
    }

    DatabaseBackupSpec spec() {
        return current.getSpec();
    }

    DatabaseBackupStatus status() {
        return current.getStatus() == null ? NONE : current.getStatus();
    }

    /** Reads it anew; says whether it is still there. */
    boolean refresh() {
        var now = cluster.find(current);
        now.ifPresent(found -> current = found);
        return now.isPresent();
    }

    /**
     * Changes the status by compare-and-set on the whole resource, since the operator writes there too.
     *
     * @param change makes the new status of the present one; called again after somebody else has written
     * @throws LostRaceException when the resource is gone
     */
    void update(UnaryOperator<DatabaseBackupStatus> change) {
        while (true) {
            var next = change.apply(status());
            if (next.equals(status())) {
                return;
            }
            current.setStatus(next);
            var written = cluster.replaceIfUnchanged(current, true);
            if (written.isPresent()) {
                current = written.get();
                return;
            }
            current = cluster.reread(current);
        }
    }
}
