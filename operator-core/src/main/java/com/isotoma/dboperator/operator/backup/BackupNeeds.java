package com.isotoma.dboperator.operator.backup;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Verification;
import com.isotoma.dboperator.operator.rbac.AccessNeeds;
import com.isotoma.dboperator.operator.rbac.DatabaseKey;
import com.isotoma.dboperator.operator.rbac.Needs;
import com.isotoma.dboperator.operator.rbac.Permissions;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.operator.view.Servers;
import jakarta.inject.Inject;

/** What runs need because of Backups: those of their Database, and where these are stored. */
final class BackupNeeds implements AccessNeeds {
    private final ClusterView view;

    @Inject
    BackupNeeds(ClusterView view) {
        this.view = view;
    }

    @Override
    public void add(DatabaseKey database, Needs needs) {
        needs.rules().add(Permissions.any(ApiGroup.NAME, "backups", "create", "delete", "get", "list", "patch"));
        needs.rules().add(Permissions.any(ApiGroup.NAME, "backups/status", "get", "patch", "update"));
        view.ofDatabase(Backup.class, database.namespace(), database.name()).forEach(backup -> add(backup, needs));
    }

    /** A verification reads what a backup stored. */
    private void add(Backup backup, Needs needs) {
        needs.targets(backup.getSpec().backupTo());
        if (Verification.due(backup).isEmpty()) {
            return;
        }
        needs.sources(backup.getSpec().backupTo());
        view.database(needs.namespace(), needs.database())
                .ifPresent(own -> needs.source(Servers.spec(view, own).backupTo()));
    }
}
