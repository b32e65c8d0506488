package com.isotoma.dboperator.operator.restore;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestoreSource;
import com.isotoma.dboperator.operator.job.BackupLocations;
import com.isotoma.dboperator.operator.job.Subject;
import com.isotoma.dboperator.operator.view.ClusterView;
import java.util.Objects;
import java.util.stream.Stream;

/** Which StorageLocations a {@code restore} run may have to open. */
final class RestoreLocations {
    private RestoreLocations() {}

    static Stream<String> of(ClusterView view, String namespace, String database, Subject subject) {
        return view.find(Restore.class, namespace, subject.name()).stream()
                .flatMap(restore -> of(view, namespace, restore, database));
    }

    /** The Database's: there it stands which Restores were carried out; and what is there may be backed up first. */
    private static Stream<String> of(ClusterView view, String namespace, Restore restore, String database) {
        var storage = restore.getSpec().storage();
        return Stream.concat(
                BackupLocations.ofDatabase(view, namespace, database),
                storage == null
                        ? ofSource(view, namespace, restore.getSpec().from(), database)
                        : BackupLocations.of(storage));
    }

    /** A Restore of the newest Backup may be of any of them. */
    private static Stream<String> ofSource(ClusterView view, String namespace, RestoreSource from, String database) {
        if (from.backup() != null) {
            return BackupLocations.ofBackup(view, namespace, database, from.backup());
        }
        var latest = from.latest();
        if (latest == null) {
            return Stream.empty();
        }
        var source = Objects.requireNonNullElse(latest.database(), database);
        return view.ofDatabase(Backup.class, namespace, source).stream()
                .filter(backup ->
                        backup.getStatus() != null && backup.getStatus().phase() == BackupPhase.COMPLETED)
                .flatMap(backup -> BackupLocations.of(view, backup));
    }
}
