package com.isotoma.dboperator.crds.v1alpha1;

import static com.isotoma.dboperator.crds.v1alpha1.DatabasePhase.BACKUP_BEFORE_DELETE_COMPLETED;
import static com.isotoma.dboperator.crds.v1alpha1.DatabasePhase.BACKUP_BEFORE_DELETE_IN_PROGRESS;
import static com.isotoma.dboperator.crds.v1alpha1.DatabasePhase.BACKUP_BEFORE_DELETE_REQUESTED;
import static com.isotoma.dboperator.crds.v1alpha1.DatabasePhase.BACKUP_COMPLETED;
import static com.isotoma.dboperator.crds.v1alpha1.DatabasePhase.BACKUP_IN_PROGRESS;
import static com.isotoma.dboperator.crds.v1alpha1.DatabasePhase.BACKUP_REQUESTED;
import static com.isotoma.dboperator.crds.v1alpha1.DatabasePhase.CREATED;
import static com.isotoma.dboperator.crds.v1alpha1.DatabasePhase.CREATING;
import static com.isotoma.dboperator.crds.v1alpha1.DatabasePhase.DELETED;
import static com.isotoma.dboperator.crds.v1alpha1.DatabasePhase.DELETION_IN_PROGRESS;
import static com.isotoma.dboperator.crds.v1alpha1.DatabasePhase.DELETION_REQUESTED;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which phase may follow which. The runs of drivers are held to this table, and so is the diagram in {@code
 * docs/state-diagram.md}.
 */
public final class Transitions {
    private Transitions() {}

    /** The phases that a Database may go to from {@code phase}; null stands for none. */
    public static Set<DatabasePhase> from(@Nullable DatabasePhase phase) {
        return switch (phase) {
            case null -> EnumSet.of(CREATING, DELETION_REQUESTED);
            case CREATING -> EnumSet.of(CREATED, BACKUP_BEFORE_DELETE_REQUESTED, DELETION_REQUESTED);
            case CREATED -> EnumSet.of(BACKUP_REQUESTED, BACKUP_BEFORE_DELETE_REQUESTED, DELETION_REQUESTED);
            case BACKUP_REQUESTED -> EnumSet.of(BACKUP_IN_PROGRESS);
            case BACKUP_IN_PROGRESS -> EnumSet.of(BACKUP_COMPLETED);
            case BACKUP_COMPLETED -> EnumSet.of(CREATED);
            case BACKUP_BEFORE_DELETE_REQUESTED -> EnumSet.of(BACKUP_BEFORE_DELETE_IN_PROGRESS, DELETION_REQUESTED);
            case BACKUP_BEFORE_DELETE_IN_PROGRESS -> EnumSet.of(BACKUP_BEFORE_DELETE_COMPLETED, DELETION_REQUESTED);
            case BACKUP_BEFORE_DELETE_COMPLETED -> EnumSet.of(DELETION_REQUESTED);
            case DELETION_REQUESTED -> EnumSet.of(DELETION_IN_PROGRESS);
            case DELETION_IN_PROGRESS -> EnumSet.of(DELETED);
            case DELETED -> EnumSet.noneOf(DatabasePhase.class);
        };
    }

    /** The phases that a Backup may go to from {@code phase}; null stands for none. */
    public static Set<BackupPhase> from(@Nullable BackupPhase phase) {
        return switch (phase) {
            case null -> EnumSet.of(BackupPhase.STARTING, BackupPhase.FAILED);
            // Starting follows itself and BackingUp when a later run takes the Backup up again.
            case STARTING -> EnumSet.of(BackupPhase.STARTING, BackupPhase.BACKING_UP, BackupPhase.FAILED);
            case BACKING_UP -> EnumSet.of(BackupPhase.STARTING, BackupPhase.COMPLETED, BackupPhase.FAILED);
            case COMPLETED, FAILED -> EnumSet.noneOf(BackupPhase.class);
        };
    }

    /** The phases that a Restore may go to from {@code phase}; null stands for none. */
    public static Set<RestorePhase> from(@Nullable RestorePhase phase) {
        return switch (phase) {
            case null -> EnumSet.of(RestorePhase.STARTING, RestorePhase.FAILED);
            // Starting follows itself, BackingUp and Restoring when a later run takes the Restore up again.
            case STARTING ->
                EnumSet.of(RestorePhase.STARTING, RestorePhase.BACKING_UP, RestorePhase.RESTORING, RestorePhase.FAILED);
            case BACKING_UP -> EnumSet.of(RestorePhase.STARTING, RestorePhase.RESTORING, RestorePhase.FAILED);
            case RESTORING -> EnumSet.of(RestorePhase.STARTING, RestorePhase.REPLACING, RestorePhase.FAILED);
            case REPLACING -> EnumSet.of(RestorePhase.COMPLETED, RestorePhase.FAILED);
            case COMPLETED, FAILED -> EnumSet.noneOf(RestorePhase.class);
        };
    }

    /** The phases that a DatabaseUser may go to from {@code phase}; null stands for none. */
    public static Set<UserPhase> from(@Nullable UserPhase phase) {
        return switch (phase) {
            case null -> EnumSet.of(UserPhase.CREATING, UserPhase.DELETING);
            case CREATING -> EnumSet.of(UserPhase.CREATED, UserPhase.DELETING);
            // Creating again where the database was made again.
            case CREATED -> EnumSet.of(UserPhase.CREATING, UserPhase.DELETING);
            case DELETING -> EnumSet.noneOf(UserPhase.class);
        };
    }
}
