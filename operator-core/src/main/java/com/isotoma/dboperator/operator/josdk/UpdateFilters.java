package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleStatus;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestoreStatus;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocationStatus;
import com.isotoma.dboperator.crds.v1alpha1.Verification;
import com.isotoma.dboperator.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which updates matter: those of what the rules read. A run that writes its progress every few seconds wakes nobody.
 */
final class UpdateFilters {
    private UpdateFilters() {}

    static boolean database(Database now, Database before) {
        return !read(now).equals(read(before));
    }

    static boolean backup(Backup now, Backup before) {
        return !read(now).equals(read(before));
    }

    static boolean restore(Restore now, Restore before) {
        return !read(now).equals(read(before));
    }

    /** Of its status, only what a run has found of its places is to be said in a condition. */
    static boolean schedule(BackupSchedule now, BackupSchedule before) {
        return !read(now).equals(read(before));
    }

    private static List<@Nullable Object> read(BackupSchedule schedule) {
        var status = Objects.requireNonNullElse(schedule.getStatus(), BackupScheduleStatus.NONE);
        return Arrays.asList(meta(schedule), status.places());
    }

    /** That it was tried out says when it is to be tried out next. */
    static boolean location(StorageLocation now, StorageLocation before) {
        return !read(now).equals(read(before));
    }

    private static List<@Nullable Object> read(StorageLocation location) {
        var status = Objects.requireNonNullElse(location.getStatus(), StorageLocationStatus.NONE);
        return Arrays.asList(meta(location), status.observedGeneration(), status.lastCheckTime());
    }

    private static List<@Nullable Object> read(Database database) {
        var status = Objects.requireNonNullElse(database.getStatus(), DatabaseStatus.NONE);
        var annotations = database.getMetadata().getAnnotations();
        return Arrays.asList(
                meta(database),
                annotations == null ? null : annotations.get(ApiGroup.REFRESH_ANNOTATION),
                annotations == null ? null : annotations.get(ApiGroup.USED_SECRETS_ANNOTATION),
                status.phase(),
                status.observedGeneration(),
                status.activeBackup(),
                status.activeRestore(),
                status.refreshed(),
                // Schedules say it, too.
                Conditions.find(status.conditions(), DatabaseStatus.BACKUPS_POSSIBLE)
                        .orElse(null),
                OneTimeWords.of(database),
                status.words());
    }

    private static List<@Nullable Object> read(Backup backup) {
        var status = Objects.requireNonNullElse(backup.getStatus(), BackupStatus.NONE);
        return Arrays.asList(
                meta(backup),
                status.phase(),
                status.driver(),
                Verification.due(backup).orElse(null));
    }

    private static List<@Nullable Object> read(Restore restore) {
        var status = Objects.requireNonNullElse(restore.getStatus(), RestoreStatus.NONE);
        return Arrays.asList(meta(restore), status.phase(), status.driver());
    }

    private static List<@Nullable Object> meta(HasMetadata resource) {
        var meta = resource.getMetadata();
        return Arrays.asList(
                meta.getUid(), meta.getGeneration(), meta.getDeletionTimestamp(), List.copyOf(meta.getFinalizers()));
    }
}
