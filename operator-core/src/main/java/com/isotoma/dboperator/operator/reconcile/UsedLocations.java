package com.isotoma.dboperator.operator.reconcile;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DeletionPolicy;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.operator.decision.Decision.CreateJob;
import com.isotoma.dboperator.operator.view.ClusterView;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which StorageLocations a Job may have to open, by what the caches know. Rather one too many than one too few: a Job that
 * is in the operator's namespace without need does the same there.
 */
final class UsedLocations {
    private final ClusterView view;
    private final String namespace;
    private final String database;

    /** @param database name of the Database that the Job is for */
    private UsedLocations(ClusterView view, String namespace, String database) {
        this.view = view;
        this.namespace = namespace;
        this.database = database;
    }

    /** Their names, whether or not there are such locations. */
    static SortedSet<String> by(CreateJob job, ClusterView view, String namespace, String database) {
        return new UsedLocations(view, namespace, database).by(job).collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> by(CreateJob job) {
        return switch (job.operation()) {
            case CREATE -> Stream.of();
            case BACKUP, VERIFY -> ofBackup(job.backup());
            case RESTORE ->
                job.restore() == null
                        ? Stream.of()
                        : view.restore(namespace, job.restore()).stream().flatMap(this::ofRestore);
            case DROP -> Stream.concat(ofLastBackup(), ofUnended());
        };
    }

    private Stream<String> ofDatabase(String name) {
        return view.database(namespace, name).stream()
                .flatMap(d -> ofPlace(d.getSpec().backupTo()));
    }

    private static Stream<String> ofPlace(@Nullable BackupTarget place) {
        return place == null ? Stream.of() : Stream.ofNullable(place.location());
    }

    private Stream<String> ofBackup(@Nullable String name) {
        var backup = name == null ? null : view.backup(namespace, name).orElse(null);
        return backup == null ? ofDatabase(database) : ofBackup(backup);
    }

    private Stream<String> ofBackup(Backup backup) {
        var own = Objects.requireNonNullElse(backup.getSpec().backupTo(), List.<BackupTarget>of());
        return own.isEmpty()
                ? ofDatabase(backup.getSpec().database())
                : own.stream().flatMap(UsedLocations::ofPlace);
    }

    private Stream<String> ofRestore(Restore restore) {
        var spec = restore.getSpec();
        // There it stands which Restores were carried out; and what is there may be backed up first.
        return Stream.concat(
                ofDatabase(database), spec.storage() == null ? ofSource(restore) : ofPlace(spec.storage()));
    }

    /** A Restore of the newest Backup may be of any of them. */
    private Stream<String> ofSource(Restore restore) {
        var from = restore.getSpec().from();
        if (from.backup() != null) {
            return Stream.concat(ofBackup(from.backup()), ofDatabase(database));
        }
        var latest = from.latest();
        if (latest == null) {
            return ofDatabase(database);
        }
        var source = Objects.requireNonNullElse(latest.database(), database);
        return Stream.concat(
                ofDatabase(database),
                view.backupsOf(namespace, source).stream()
                        .filter(b -> phase(b) == BackupPhase.COMPLETED)
                        .flatMap(this::ofBackup));
    }

    private Stream<String> ofLastBackup() {
        return view.database(namespace, database).stream()
                .map(Database::getSpec)
                .filter(spec -> spec.effectiveDeletionPolicy() == DeletionPolicy.BACKUP_THEN_DELETE)
                .flatMap(spec -> ofPlace(spec.backupTo()));
    }

    /** What such Backups have stored by then is removed. */
    private Stream<String> ofUnended() {
        return view.backupsOf(namespace, database).stream()
                .filter(UsedLocations::unended)
                .flatMap(this::ofBackup);
    }

    private static boolean unended(Backup backup) {
        var phase = phase(backup);
        return phase != null && !phase.terminal();
    }

    private static @Nullable BackupPhase phase(Backup backup) {
        return backup.getStatus() == null ? null : backup.getStatus().phase();
    }
}
