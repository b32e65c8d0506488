package com.isotoma.dboperator.operator.access;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.operator.view.ClusterView;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of one Database need, by name. It follows from what people wrote: from specs, and from the record of used
 * Secrets, which admission keeps runs from widening. Nothing that a run may write as it likes, such as a status, counts.
 *
 * @param secrets that its own spec, its Backups, its Restores and its BackupSchedules refer to
 * @param others Databases whose backups it is to be filled from, and one that is gone whose database it is to take up
 * @param schedules its BackupSchedules
 * @param locations StorageLocations that they name, whether or not there are any and its namespace may use them
 * @param uids of the Database: runs put finalizers on Secrets that have it in their names
 */
record Needs(
        String namespace,
        String database,
        NavigableSet<String> secrets,
        NavigableSet<String> others,
        NavigableSet<String> schedules,
        NavigableSet<String> locations,
        NavigableSet<String> uids) {

    private static final Pattern RESOURCE_NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

    /** As the caches have it now; whether or not the Database exists. */
    static Needs of(ClusterView view, DatabaseKey database) {
        var namespace = database.namespace();
        var name = database.name();
        var needs = new Needs(
                namespace, name, new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        view.database(namespace, name).ifPresent(own -> needs.add(own, view));
        view.departed(namespace, name).ifPresent(own -> needs.add(own, view));
        view.backupsOf(namespace, name).forEach(needs::add);
        view.restoresOf(namespace, name).stream()
                .filter(restore -> !ended(restore))
                .forEach(restore -> needs.add(restore, view));
        view.schedulesOf(namespace, name).forEach(needs::add);
        return needs;
    }

    private void add(Database own, ClusterView view) {
        uids.add(own.getMetadata().getUid());
        secrets.addAll(SecretReferences.of(own.getSpec()));
        place(own.getSpec().backupTo());
        adopted(own, view);
        var annotations = own.getMetadata().getAnnotations();
        var used = annotations == null ? null : annotations.get(ApiGroup.USED_SECRETS_ANNOTATION);
        if (used != null && !used.isEmpty()) {
            // Held from an earlier spec, and to be let go of.
            secrets.addAll(List.of(used.split(",", -1)));
        }
    }

    /** A run may look whether a Database is really gone whose database it is to take up. Of one that exists it sees nothing. */
    private void adopted(Database own, ClusterView view) {
        var from =
                Objects.requireNonNullElse(OneTimeWords.of(own).adoptFrom(), "").split("/", -1);
        if (from.length == 3
                && from[1].equals(namespace)
                && RESOURCE_NAME.matcher(from[2]).matches()
                && view.database(namespace, from[2]).isEmpty()) {
            others.add(from[2]);
        }
    }

    private void add(Backup backup) {
        places(backup.getSpec().backupTo());
    }

    private void add(BackupSchedule schedule) {
        schedules.add(schedule.getMetadata().getName());
        var template = schedule.getSpec().template();
        places(template == null ? null : template.backupTo());
    }

    private void add(Restore restore, ClusterView view) {
        place(restore.getSpec().storage());
        var from = restore.getSpec().from();
        if (from.backup() != null) {
            view.backup(namespace, from.backup()).ifPresent(backup -> {
                add(backup);
                other(backup.getSpec().database(), view);
            });
        }
        var latestOf = from.latest() == null ? null : from.latest().database();
        if (latestOf != null) {
            view.backupsOf(namespace, latestOf).forEach(this::add);
            other(latestOf, view);
        }
    }

    private void other(String name, ClusterView view) {
        if (!name.equals(database)) {
            others.add(name);
            view.database(namespace, name)
                    .ifPresent(other -> place(other.getSpec().backupTo()));
        }
    }

    private void places(@Nullable List<BackupTarget> places) {
        Objects.requireNonNullElse(places, List.<BackupTarget>of()).forEach(this::place);
    }

    private void place(@Nullable BackupTarget place) {
        secrets.addAll(SecretReferences.of(place));
        if (place != null && place.location() != null) {
            locations.add(place.location());
        }
    }

    private static boolean ended(Restore restore) {
        var phase = restore.getStatus() == null ? null : restore.getStatus().phase();
        return phase != null && phase.terminal();
    }
}
