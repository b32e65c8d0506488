package com.isotoma.dboperator.operator.decision;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.operator.decision.Decision.CreateJob;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Job of each episode. Its name is a function of what makes the episode: two operators, or one with a stale cache,
 * decide upon the same name, and the API server lets only one of them through.
 */
final class Episodes {
    private Episodes() {}

    /** Bringing the server to one generation of the spec, or answering what annotations ask for. */
    static CreateJob create(DatabaseFacts database) {
        return new CreateJob(ofDatabase(database, Operation.CREATE), Operation.CREATE, null, null);
    }

    /** Putting on what other tools have taken from the metadata, at one generation of the spec. */
    static CreateJob marks(DatabaseFacts database) {
        var name = named(
                database.name(),
                Operation.CREATE,
                database.uid(),
                Long.toString(database.generation()),
                text(database.refresh()),
                "marks");
        return new CreateJob(name, Operation.CREATE, null, null);
    }

    /** The deletion: it has a generation of its own, since asking for it counts as a change. */
    static CreateJob drop(DatabaseFacts database) {
        return new CreateJob(ofDatabase(database, Operation.DROP), Operation.DROP, null, null);
    }

    /** One Backup, from the first attempt to the last. */
    static CreateJob backup(BackupFacts backup) {
        return ofBackup(named(backup.name(), Operation.BACKUP, backup.uid()), backup.name());
    }

    /** One verification of one Backup, from the first attempt to the last. */
    static CreateJob verify(BackupFacts backup, String request) {
        var name = named(backup.name(), Operation.VERIFY, backup.uid(), request);
        return new CreateJob(name, Operation.VERIFY, backup.name(), null);
    }

    /** One Restore, from the first attempt to the last. */
    static CreateJob restore(RestoreFacts restore) {
        return ofRestore(named(restore.name(), Operation.RESTORE, restore.uid()), restore.name());
    }

    /** A Restore that was taken up and is gone: the run that looks for it clears what it left and lets go of the Database. */
    static CreateJob lostRestore(DatabaseFacts database, String restore) {
        return ofRestore(named(restore, Operation.RESTORE, database.uid(), restore), restore);
    }

    /** A Backup that was taken up and is gone: the run that looks for it lets go of the Database. */
    static CreateJob lostBackup(DatabaseFacts database, String backup) {
        return ofBackup(named(backup, Operation.BACKUP, database.uid(), backup), backup);
    }

    /** A backup that a person asked for in the Database's status: the run makes the Backup itself. */
    static CreateJob backupByHand(DatabaseFacts database) {
        var last = database.status().lastBackup();
        var name = named(
                database.name(),
                Operation.BACKUP,
                database.uid(),
                Long.toString(database.generation()),
                last == null ? "" : text(last.name()),
                last == null ? "" : text(last.completedAt()));
        return ofBackup(name, null);
    }

    private static CreateJob ofBackup(String name, @Nullable String backup) {
        return new CreateJob(name, Operation.BACKUP, backup, null);
    }

    private static CreateJob ofRestore(String name, String restore) {
        return new CreateJob(name, Operation.RESTORE, null, restore);
    }

    private static String ofDatabase(DatabaseFacts database, Operation operation) {
        var episode = new ArrayList<String>();
        episode.add(database.uid());
        episode.add(Long.toString(database.generation()));
        episode.add(text(database.refresh()));
        episode.addAll(database.words().texts());
        return named(database.name(), operation, episode.toArray(String[]::new));
    }

    private static String named(String resource, Operation operation, String... episode) {
        var parts = new String[episode.length + 1];
        parts[0] = operation.word();
        System.arraycopy(episode, 0, parts, 1, episode.length);
        return Names.job(resource, operation.word(), parts);
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
