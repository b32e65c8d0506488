package com.isotoma.dboperator.demo.backup;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackupSpec;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackupStatus;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.cluster.ResourceHandle;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One DatabaseBackup as this run last saw it, and the only way to change it. Used by one thread at a time. */
final class BackupResource extends ResourceHandle<DatabaseBackup, DatabaseBackupStatus> {
    private static final DatabaseBackupStatus NONE = new DatabaseBackupStatus(null, null, null, null, null);

    private BackupResource(ClusterClient cluster, DatabaseBackup current) {
        super(cluster, current);
    }

    static Optional<BackupResource> find(
            KubernetesClient client, ClusterClient cluster, String namespace, String name) {
        var found = client.resources(DatabaseBackup.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        return Optional.ofNullable(found).map(b -> new BackupResource(cluster, b));
    }

    @Nullable
    Long generation() {
        return resource().getMetadata().getGeneration();
    }

    DatabaseBackupSpec spec() {
        return resource().getSpec();
    }

    DatabaseBackupStatus status() {
        return Objects.requireNonNullElse(resource().getStatus(), NONE);
    }

    /** None: the runs of several Jobs, and the operator, write side by side. */
    @Override
    protected @Nullable Object position() {
        return null;
    }

    /**
     * Changes the status by compare-and-set on the whole resource.
     *
     * @param change makes the new status of the present one; called again after somebody else has written
     * @throws LostRaceException when the resource is gone
     */
    void update(UnaryOperator<DatabaseBackupStatus> change) {
        change(resource -> change.apply(status()));
    }
}
