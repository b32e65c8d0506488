package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.operator.view.Servers;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names of the StorageLocations where backups are or go, whether or not there are such locations. */
public final class BackupLocations {
    private BackupLocations() {}

    /** Where the backups of a Database go that do not say so themselves. */
    public static Stream<String> ofDatabase(ClusterView view, String namespace, String database) {
        return view.database(namespace, database).stream()
                .flatMap(found -> of(Servers.spec(view, found).backupTo()));
    }

    /** Where a Backup goes; one that is gone is taken for one of the Database. */
    public static Stream<String> ofBackup(ClusterView view, String namespace, String database, String backup) {
        return view.find(Backup.class, namespace, backup)
                .map(found -> of(view, found))
                .orElseGet(() -> ofDatabase(view, namespace, database));
    }

    public static Stream<String> of(ClusterView view, Backup backup) {
        var own = Objects.requireNonNullElse(backup.getSpec().backupTo(), List.<BackupTarget>of());
        return own.isEmpty()
                ? ofDatabase(
                        view,
                        backup.getMetadata().getNamespace(),
                        backup.getSpec().database())
                : own.stream().flatMap(BackupLocations::of);
    }

    public static Stream<String> of(@Nullable BackupTarget target) {
        return target == null ? Stream.empty() : Stream.ofNullable(target.location());
    }
}
