package com.isotoma.dboperator.demo.operator.josdk;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.ProvidesIntoSet;
import com.isotoma.dboperator.demo.operator.backup.BackupModule;
import com.isotoma.dboperator.demo.operator.cluster.ClusterModule;
import com.isotoma.dboperator.operator.josdk.AddedController;
import com.isotoma.dboperator.operator.josdk.OperatorExtension;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/** Adds DatabaseClusters and DatabaseBackups to the operator. Their CRDs have to be there when it starts. */
public final class DemoExtension extends AbstractModule implements OperatorExtension {
    @Override
    protected void configure() {
        install(new ClusterModule());
        install(new BackupModule());
        bind(DatabaseClusterReconciler.class);
        bind(DatabaseBackupReconciler.class);
    }

    @ProvidesIntoSet
    AddedController<?> clusters(DatabaseClusterReconciler reconciler) {
        return new AddedController<>("databasecluster", reconciler, DemoExtension::changed);
    }

    @ProvidesIntoSet
    AddedController<?> backups(DatabaseBackupReconciler reconciler) {
        return new AddedController<>("databasebackup", reconciler, DemoExtension::changed);
    }

    /** A status that is written, by the operator or by a backup's container, asks for nothing. */
    private static boolean changed(HasMetadata now, HasMetadata before) {
        var meta = now.getMetadata();
        var old = before.getMetadata();
        return !Objects.equals(meta.getUid(), old.getUid())
                || !Objects.equals(meta.getGeneration(), old.getGeneration())
                || !Objects.equals(meta.getDeletionTimestamp(), old.getDeletionTimestamp());
    }
}
