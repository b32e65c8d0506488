package com.isotoma.dboperator.operator.restore;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.operator.rbac.AccessNeeds;
import com.isotoma.dboperator.operator.rbac.DatabaseKey;
import com.isotoma.dboperator.operator.rbac.Needs;
import com.isotoma.dboperator.operator.rbac.Permissions;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.operator.view.Servers;
import jakarta.inject.Inject;
import java.util.Objects;

/** What runs need because of Restores: those of their Database, and where these read from as long as they have not ended. */
final class RestoreNeeds implements AccessNeeds {
    private final ClusterView view;

    @Inject
    RestoreNeeds(ClusterView view) {
        this.view = view;
    }

    @Override
    public void add(DatabaseKey database, Needs needs) {
        needs.rules().add(Permissions.any(ApiGroup.NAME, "restores", "get", "list", "patch"));
        needs.rules().add(Permissions.any(ApiGroup.NAME, "restores/status", "get", "patch", "update"));
        view.ofDatabase(Restore.class, database.namespace(), database.name()).stream()
                .filter(restore -> !ended(restore))
                .forEach(restore -> add(restore, needs));
    }

    private void add(Restore restore, Needs needs) {
        needs.source(restore.getSpec().storage());
        source(needs.database(), needs);
        var from = restore.getSpec().from();
        if (from.backup() != null) {
            view.find(Backup.class, needs.namespace(), from.backup()).ifPresent(backup -> {
                needs.sources(backup.getSpec().backupTo());
                other(backup.getSpec().database(), needs);
            });
        }
        if (from.latest() != null) {
            var latestOf = Objects.requireNonNullElse(from.latest().database(), needs.database());
            view.ofDatabase(Backup.class, needs.namespace(), latestOf)
                    .forEach(backup -> needs.sources(backup.getSpec().backupTo()));
            other(latestOf, needs);
        }
    }

    private void other(String name, Needs needs) {
        if (!name.equals(needs.database())) {
            needs.others().add(name);
            source(name, needs);
        }
    }

    /** Where backups of the Database are that do not say so themselves. */
    private void source(String database, Needs needs) {
        view.database(needs.namespace(), database)
                .ifPresent(found -> needs.source(Servers.spec(view, found).backupTo()));
    }

    private static boolean ended(Restore restore) {
        var phase = restore.getStatus() == null ? null : restore.getStatus().phase();
        return phase != null && phase.terminal();
    }
}
