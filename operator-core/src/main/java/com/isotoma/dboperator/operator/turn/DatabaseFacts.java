package com.isotoma.dboperator.operator.turn;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import com.isotoma.dboperator.operator.job.Subject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a Database.
 *
 * @param held whether the drivers' finalizer is on it: without it, nothing was made on the server or nothing is left
 * @param refresh value of the annotation that asks for one more {@code create} run
 * @param words what its annotations allow once
 * @param rotate value of the annotation that asks for a rotation of the password
 * @param marked whether what runs write into its metadata is there: the finalizer, and which Secrets it uses; other tools that
 *     write the resource take it away
 */
public record DatabaseFacts(
        String name,
        String uid,
        long generation,
        boolean deleting,
        boolean held,
        DatabaseStatus status,
        @Nullable String refresh,
        OneTimeWords words,
        @Nullable String rotate,
        boolean marked) {
    public static DatabaseFacts of(Database database) {
        var meta = database.getMetadata();
        var annotations = Objects.requireNonNullElse(meta.getAnnotations(), Map.<String, String>of());
        boolean held = database.hasFinalizer(ApiGroup.DATABASE_FINALIZER);
        return new DatabaseFacts(
                meta.getName(),
                meta.getUid(),
                Objects.requireNonNullElse(meta.getGeneration(), 0L),
                database.isMarkedForDeletion(),
                held,
                Objects.requireNonNullElse(database.getStatus(), DatabaseStatus.NONE),
                annotations.get(ApiGroup.REFRESH_ANNOTATION),
                OneTimeWords.of(database),
                annotations.get(ApiGroup.ROTATE_ANNOTATION),
                held && annotations.containsKey(ApiGroup.USED_SECRETS_ANNOTATION));
    }

    /** The subject of Jobs that work on the Database itself. */
    public Subject subject() {
        return new Subject(Subject.DATABASE, name, uid);
    }

    /** What keeps a resource waiting that wants to work on this Database, as a clause. */
    public String occupation() {
        var restore = status.activeRestore();
        if (restore != null && !restore.isEmpty()) {
            return "Restore " + restore + " works on Database " + name;
        }
        var phase = status.phase();
        if (phase == null) {
            return notCreated();
        }
        return switch (phase) {
            case CREATING -> notCreated();
            case CREATED ->
                deleting
                        ? deleted()
                        : "a run of Database " + name + " has not ended, or another resource asked for its turn before";
            case BACKUP_REQUESTED, BACKUP_IN_PROGRESS, BACKUP_COMPLETED -> {
                var backup = status.activeBackup();
                yield (backup == null || backup.isEmpty() ? "a Backup" : "Backup " + backup) + " of Database " + name
                        + " is being made";
            }
            case BACKUP_BEFORE_DELETE_REQUESTED,
                    BACKUP_BEFORE_DELETE_IN_PROGRESS,
                    BACKUP_BEFORE_DELETE_COMPLETED,
                    DELETION_REQUESTED,
                    DELETION_IN_PROGRESS,
                    DELETED -> deleted();
        };
    }

    private String notCreated() {
        return "Database " + name + " is not Created yet, and its condition Ready says why";
    }

    private String deleted() {
        return "Database " + name + " is being deleted";
    }

    /** Whether the server was last brought to this very spec, and what annotations asked for was served. */
    public boolean upToDate() {
        return status.serves(generation, refresh, words);
    }
}
