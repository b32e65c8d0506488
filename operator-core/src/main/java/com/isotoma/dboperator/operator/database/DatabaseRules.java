package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.operator.job.Admission;
import com.isotoma.dboperator.operator.job.Decision;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.Decision.Nothing;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import com.isotoma.dboperator.operator.turn.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Job that a Database is due.
 *
 * <table>
 * <caption>Rules, the first that fits</caption>
 * <tr><th>phase</th><th>asked to delete?</th><th>Job</th></tr>
 * <tr><td>any</td><td>yes, and the drivers' finalizer is not on it</td><td>none: nothing was made, or nothing is
 *     left</td></tr>
 * <tr><td>none, Creating</td><td>no</td><td>{@code create}</td></tr>
 * <tr><td>none, Creating</td><td>yes</td><td>{@code drop}</td></tr>
 * <tr><td>Created</td><td>yes</td><td>{@code drop}</td></tr>
 * <tr><td>Created, and another resource has it, such as a Restore</td><td>no</td><td>that one's, and nothing else until it
 *     has let go</td></tr>
 * <tr><td>Created, generation not observed or refresh not served</td><td>no</td><td>{@code create}; while that one
 *     backs off, what the last line says, so that a mistake in the spec does not cost backups</td></tr>
 * <tr><td>Created, and the finalizer or the record of its Secrets is not on it</td><td>no</td><td>{@code create}, which puts
 *     them on again; the same while that one backs off</td></tr>
 * <tr><td>Created, and a rotation of the password is due, or the end of one</td><td>no</td><td>{@code rotate}; while that one
 *     backs off, what the last line says</td></tr>
 * <tr><td>BackupRequested, BackupInProgress, BackupCompleted</td><td>either</td><td>that of the resource that has
 *     it</td></tr>
 * <tr><td>BackupBeforeDelete*, Deletion*, Deleted</td><td>either</td><td>{@code drop}</td></tr>
 * <tr><td>Created, otherwise</td><td>no</td><td>that of the resource that has waited longest, if any</td></tr>
 * </table>
 *
 * Where none is due, {@link DriftRules} may have one.
 *
 * Whether that Job starts now is for {@link Admission} to say.
 */
final class DatabaseRules {
    private DatabaseRules() {}

    /**
     * @param active the Job of the resource that has the Database; null if none has
     * @param waiting all resources that wait for the Database to be free
     * @param jobs all Jobs of this Database, of whatever operation
     * @param now for what is due at a time
     */
    static Decision decide(
            DatabaseFacts database, @Nullable CreateJob active, List<Turn> waiting, List<JobFacts> jobs, Instant now) {
        if (database.deleting() && !database.held()) {
            return new Nothing("the drivers have let go of it");
        }
        return due(database, active, waiting, jobs, now) instanceof CreateJob job
                ? Admission.admit(job, jobs)
                : new Nothing("the server is as the spec wants it, and nothing waits for its turn");
    }

    private static Decision due(
            DatabaseFacts database, @Nullable CreateJob active, List<Turn> waiting, List<JobFacts> jobs, Instant now) {
        var phase = database.status().phase();
        if (phase == null) {
            return database.deleting() ? drop(database) : create(database);
        }
        return switch (phase) {
            case CREATING -> database.deleting() ? drop(database) : create(database);
            case CREATED -> database.deleting() ? drop(database) : settled(database, active, waiting, jobs, now);
            case BACKUP_REQUESTED, BACKUP_IN_PROGRESS, BACKUP_COMPLETED ->
                active != null ? active : new Nothing("no kind of resource has it, although its phase says so");
            case BACKUP_BEFORE_DELETE_REQUESTED,
                    BACKUP_BEFORE_DELETE_IN_PROGRESS,
                    BACKUP_BEFORE_DELETE_COMPLETED,
                    DELETION_REQUESTED,
                    DELETION_IN_PROGRESS,
                    DELETED -> drop(database);
        };
    }

    private static Decision settled(
            DatabaseFacts database, @Nullable CreateJob active, List<Turn> waiting, List<JobFacts> jobs, Instant now) {
        if (active != null) {
            return active;
        }
        var next = Turn.next(waiting);
        if (!database.upToDate() || !database.marked()) {
            var create = database.upToDate() ? marks(database) : create(database);
            return next.filter(b -> Admission.backingOff(create, jobs)).orElse(create);
        }
        var rotate = RotationRules.due(database, now).filter(r -> next.isEmpty() || !Admission.backingOff(r, jobs));
        if (rotate.isPresent()) {
            return rotate.get();
        }
        return next.<Decision>map(job -> job).orElseGet(() -> new Nothing("nothing is due"));
    }

    /** Bringing the server to one generation of the spec, or answering what annotations ask for. */
    static CreateJob create(DatabaseFacts database) {
        return ofGeneration(Operation.CREATE, database);
    }

    /** The deletion: it has a generation of its own, since asking for it counts as a change. */
    private static CreateJob drop(DatabaseFacts database) {
        return ofGeneration(Operation.DROP, database);
    }

    private static CreateJob ofGeneration(Operation operation, DatabaseFacts database) {
        var episode = Stream.concat(
                Stream.of(database.uid(), Long.toString(database.generation()), text(database.refresh())),
                database.words().texts().stream());
        return CreateJob.of(operation, database.subject(), episode.toArray(String[]::new));
    }

    /** Putting on what other tools have taken from the metadata, at one generation of the spec. */
    private static CreateJob marks(DatabaseFacts database) {
        return CreateJob.of(
                Operation.CREATE,
                database.subject(),
                database.uid(),
                Long.toString(database.generation()),
                text(database.refresh()),
                "marks");
    }

    /** Releasing what a Database held that vanished without its last run. */
    static CreateJob release(DatabaseFacts departed) {
        return CreateJob.of(Operation.DROP, departed.subject(), "release", departed.uid());
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
