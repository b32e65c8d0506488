package com.isotoma.dboperator.driver.restore;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.PastRestore;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.RestoreHandle;
import com.isotoma.dboperator.driver.cluster.secret.SecretNotes;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.reasons.DriverEvents;
import com.isotoma.dboperator.reasons.RestoreReasons;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Remembers which Restores were carried out, so that one that comes back without its status (pruned and synchronised,
 * restored from an export, applied to a new cluster) is not carried out once more. It is written down in the status of the
 * Database, on the application's Secret, in the Database's bucket and on the Restore itself: each of them outlives something
 * that the others do not.
 */
final class PastRestores {
    private final SecretNotes secret;
    private final BucketNotes bucket;
    private final EventRecorder events;
    private final Steps steps;
    private final Clock clock;

    @Inject
    PastRestores(SecretNotes secret, BucketNotes bucket, EventRecorder events, Steps steps, Clock clock) {
        this.secret = secret;
        this.bucket = bucket;
        this.events = events;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * Makes sure that what the Restore asks for was not carried out before.
     *
     * @throws DriverException of kind USER when it was, and as the bucket has it when that cannot be found out
     */
    void requireNew(DatabaseHandle database, RestoreHandle restore) throws DriverException, InterruptedException {
        var before = find(database, restore);
        if (before.isPresent()) {
            var at = before.get().at();
            var source = before.get().source();
            throw DriverException.user(
                    RestoreReasons.ALREADY_CARRIED_OUT,
                    "A Restore of this name and source was carried out before"
                            + (at == null ? "" : " at " + at)
                            + (source == null ? "" : " from " + source)
                            + ". Nothing was changed now. To restore once more, create a Restore of another name, or delete"
                            + " this one and create it with a new value of the annotation "
                            + ApiGroup.RUN_AGAIN_ANNOTATION);
        }
    }

    private Optional<PastRestore> find(DatabaseHandle database, RestoreHandle restore)
            throws DriverException, InterruptedException {
        var request = restore.request();
        var known = find(Objects.requireNonNullElse(database.status().pastRestores(), List.<PastRestore>of()), request)
                .or(() -> find(secret.restores(database), request));
        if (known.isPresent()) {
            return known;
        }
        if (restore.saysCarriedOut()) {
            return Optional.of(new PastRestore(restore.name(), request, null, null, null));
        }
        try {
            return bucket.find(database, restore.name(), request);
        } catch (DriverException e) {
            throw new DriverException(
                    e.kind(),
                    e.reason(),
                    "Whether this Restore was carried out before could not be looked up in the bucket of its"
                            + " Database: " + e.getMessage()
                            + ". Correct that, or take spec.backupTo out of the Database until the Restore has ended",
                    e);
        }
    }

    private static Optional<PastRestore> find(List<PastRestore> all, String request) {
        return all.stream().filter(r -> request.equals(r.request())).findFirst();
    }

    /** What is to be remembered of a Restore whose data is about to take its place. */
    PastRestore of(RestoreHandle restore) {
        return new PastRestore(
                restore.name(),
                restore.request(),
                restore.uid(),
                restore.status().source(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /**
     * Writes down outside of the cluster's Database resource what that remembers last. Idempotent.
     *
     * @param restore gets an Event when the bucket does not take it; null when the resource is gone
     */
    void spread(DatabaseHandle database, Optional<RestoreHandle> restore) throws InterruptedException {
        var all = Objects.requireNonNullElse(database.status().pastRestores(), List.<PastRestore>of());
        if (all.isEmpty()) {
            return;
        }
        secret.add(database, all.getLast());
        try {
            bucket.add(database, all.getLast());
        } catch (DriverException e) {
            var message = "That this Restore was carried out could not be written into the bucket of its Database: "
                    + e.getMessage();
            steps.note(message);
            restore.ifPresent(r -> events.warning(r, DriverEvents.NOT_REMEMBERED, message));
        }
        steps.reached(RestoreCheckpoints.WRITTEN_DOWN);
    }

    /** Forgets a Restore of which the driver says that it has touched nothing. */
    void forget(DatabaseHandle database, RestoreHandle restore) throws InterruptedException {
        database.update(s -> s.notRestored(restore.uid()));
        secret.remove(database, restore.uid());
        try {
            bucket.remove(database, of(restore));
        } catch (DriverException e) {
            steps.note("The bucket still says that the Restore was carried out: " + e.getMessage());
        }
    }
}
