package com.isotoma.dboperator.operator.user;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.isotoma.dboperator.crds.v1alpha1.Rotations;
import com.isotoma.dboperator.crds.v1alpha1.UserPhase;
import com.isotoma.dboperator.operator.job.Admission;
import com.isotoma.dboperator.operator.job.Decision;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.Decision.Nothing;
import com.isotoma.dboperator.operator.job.Decision.Report;
import com.isotoma.dboperator.operator.job.Decision.Waits;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import com.isotoma.dboperator.operator.turn.Turn;
import com.isotoma.dboperator.reasons.OperatorEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Job that a DatabaseUser is due, when the turn at its Database comes to it.
 *
 * <table>
 * <caption>Rules, the first that fits</caption>
 * <tr><th>DatabaseUser</th><th>Database</th><th>what is done</th></tr>
 * <tr><td>being deleted, without the drivers' finalizer</td><td>any</td><td>nothing</td></tr>
 * <tr><td>being deleted</td><td>Created</td><td>{@code user}: the run removes the account</td></tr>
 * <tr><td>being deleted</td><td>none</td><td>{@code user}: the run lets go of it</td></tr>
 * <tr><td>any</td><td>none, or being deleted</td><td>nothing: it waits</td></tr>
 * <tr><td>not Created, another generation or refresh than observed, made in another database, or a rotation is
 *     due</td><td>Created</td><td>{@code user}</td></tr>
 * </table>
 */
final class UserRules {
    /** Of those that ask in the same second, Backups and Restores come first. */
    private static final int RANK = 2;

    private UserRules() {}

    /**
     * @param basis what the database is now
     * @param jobs all Jobs of the Database; one that has failed does not keep others waiting
     */
    static List<Turn> waiting(List<UserFacts> users, String basis, List<JobFacts> jobs, Instant now) {
        return users.stream()
                .filter(user -> due(user, basis, now))
                .map(user -> new Turn(user.created(), RANK, user.name(), job(user, basis)))
                .filter(turn -> !Admission.backingOff(turn.job(), jobs))
                .toList();
    }

    /** How long until something is due by itself that is not yet. */
    static Optional<Duration> next(List<UserFacts> users, Instant now) {
        return users.stream()
                .filter(user -> !user.deleting())
                .flatMap(user -> Rotations.wait(rotation(user), user.rotate(), now).stream())
                .filter(Duration::isPositive)
                .min(Comparator.naturalOrder());
    }

    /**
     * @param database its Database; null if there is none
     * @param basis what the database is now; empty if there is none
     * @param jobs all Jobs of the Database of that name
     */
    static Decision decide(
            UserFacts user, @Nullable DatabaseFacts database, String basis, List<JobFacts> jobs, Instant now) {
        if (database != null) {
            return due(user, basis, now) ? new Waits(database.occupation()) : new Nothing("it is as it is asked for");
        }
        if (!user.deleting()) {
            return new Nothing("it waits for its Database");
        }
        if (!user.held()) {
            return new Nothing("the drivers have let go of it");
        }
        if (user.status().driver() == null) {
            return new Report(
                    OperatorEvents.DRIVER_UNKNOWN,
                    "Database " + user.database()
                            + " does not exist and status.driver is empty, so no driver can end this DatabaseUser: create"
                            + " the Database again, or remove the finalizer from this DatabaseUser");
        }
        return Admission.admit(job(user, basis), jobs);
    }

    private static boolean due(UserFacts user, String basis, Instant now) {
        if (user.deleting()) {
            return user.held();
        }
        var status = user.status();
        return status.phase() != UserPhase.CREATED
                || !Objects.equals(status.observedGeneration(), user.generation())
                || (user.refresh() != null && !user.refresh().equals(status.refreshed()))
                || !basis.equals(status.basis())
                || Rotations.due(rotation(user), user.rotate(), now) != Rotations.Due.NOTHING;
    }

    /** What changes with each step makes it another one. */
    private static CreateJob job(UserFacts user, String basis) {
        if (user.deleting()) {
            return CreateJob.of(Operation.USER, user.subject(), user.uid(), "delete");
        }
        var rotation = rotation(user);
        return CreateJob.of(
                Operation.USER,
                user.subject(),
                user.uid(),
                Long.toString(user.generation()),
                String.valueOf(user.refresh()),
                basis,
                String.valueOf(rotation.last()),
                String.valueOf(rotation.next()),
                String.valueOf(rotation.retireAt()),
                String.valueOf(rotation.begun()),
                String.valueOf(user.rotate()));
    }

    private static RotationStatus rotation(UserFacts user) {
        return Objects.requireNonNullElse(user.status().rotation(), RotationStatus.NONE);
    }
}
