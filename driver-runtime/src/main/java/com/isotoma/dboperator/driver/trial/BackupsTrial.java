package com.isotoma.dboperator.driver.trial;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocationStatus;
import com.isotoma.dboperator.driver.bucket.Buckets;
import com.isotoma.dboperator.driver.bucket.Place;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.LocationHandle.Finding;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.ObjectKeys;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import com.isotoma.dboperator.reasons.LocationReasons;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether the backups of a Database can go where its {@code spec.backupTo} says, when that is declared and not at the
 * first backup or at the deletion. Whatever is found, the Database stays as ready as it is.
 */
public final class BackupsTrial {
    private static final String WHEN =
            ". This is tried again at each change of the spec or of the annotation db.isotoma.com/refresh, and by each backup";
    /** Of a backup that has failed: what says that the place is at fault. */
    private static final Set<String> OF_THE_PLACE = Set.of(
            Reasons.STORAGE_FAILED,
            Reasons.LOCATION_NOT_ALLOWED,
            Reasons.ENCRYPTION_KEY_INVALID,
            Reasons.SIGNING_KEY_INVALID);

    private final Buckets targets;
    private final EventRecorder events;
    private final Steps steps;

    @Inject
    BackupsTrial(Buckets targets, EventRecorder events, Steps steps) {
        this.targets = targets;
        this.events = events;
        this.steps = steps;
    }

    /**
     * Tries the place out, if there is one of which it is not known. Takes some seconds where it does not answer.
     *
     * @param anew whether it is asked for once more, whatever is known
     */
    public void make(DatabaseHandle database, boolean anew) throws InterruptedException {
        var place = Place.of(database, "spec.backupTo");
        if (place.isPresent()) {
            if (!anew && isKnown(database)) {
                return;
            }
            say(database, finding(database, place.get()));
        } else if (said(database).isPresent()) {
            database.update(s -> s.backupsPossible(null));
        }
    }

    private static boolean isKnown(DatabaseHandle database) {
        return Conditions.find(database.status().conditions(), DatabaseStatus.BACKUPS_POSSIBLE)
                .filter(c -> c.getStatus().equals(StorageTrial.YES)
                        && Objects.equals(c.getObservedGeneration(), database.generation()))
                .isPresent();
    }

    private Finding finding(DatabaseHandle database, Place place) throws InterruptedException {
        if (targets.outOfReach(place)) {
            return possible(
                    StorageTrial.NOT_TRIED,
                    LocationReasons.NOT_TRIED,
                    "Backups go to the StorageLocation " + place.target().location()
                            + ", whose own condition Ready says"
                            + " whether it works; whether this namespace may use it is found out by the first backup");
        }
        try {
            var bucket = targets.bucket(place);
            var key = ObjectKeys.ofTrial(bucket.s3().prefix(), database.namespace(), database.name(), database.uid());
            return summary(new StorageTrial(targets, steps).findings(bucket, key), WHEN);
        } catch (DriverException e) {
            return possible(StorageTrial.NO, e.reason(), e.getMessage() + WHEN);
        }
    }

    /**
     * That nothing can be removed is no hindrance to a backup: a bucket may be made so.
     *
     * @param when the end of the message about a place that does not work
     */
    public static Finding summary(List<Finding> findings, String when) {
        var missing = findings.stream()
                .filter(f -> f.status().equals(StorageTrial.NO) && !f.type().equals(StorageLocationStatus.DELETABLE))
                .findFirst();
        if (missing.isPresent()) {
            return possible(
                    StorageTrial.NO, missing.get().reason(), missing.get().message() + when);
        }
        var kept = findings.stream()
                .filter(f -> f.status().equals(StorageTrial.NO))
                .findFirst();
        return possible(
                StorageTrial.YES,
                DatabaseReasons.BACKUPS_POSSIBLE,
                "An object was stored where backups go, and read"
                        + kept.map(f -> "; it could not be removed, so retention will not be able to remove backups: "
                                        + f.message())
                                .orElse(", and removed"));
    }

    public static Finding possible(String status, String reason, String message) {
        return new Finding(DatabaseStatus.BACKUPS_POSSIBLE, status, reason, message);
    }

    private void say(DatabaseHandle database, Finding finding) {
        var before = said(database);
        database.update(s -> s.backupsPossible(finding));
        steps.note("Backups of the Database: " + finding.message());
        boolean news = !before.equals(Optional.of(finding.status() + finding.reason()));
        if (news && finding.status().equals(StorageTrial.NO)) {
            events.warning(database, finding.reason(), "Backups are not possible: " + finding.message());
        }
    }

    private static Optional<String> said(DatabaseHandle database) {
        return Conditions.find(database.status().conditions(), DatabaseStatus.BACKUPS_POSSIBLE)
                .map(c -> c.getStatus() + c.getReason());
    }

    /** What a Backup that has gone, or not, where the Database says proves of that place; empty where that is nothing. */
    public static Optional<Finding> provenBy(BackupHandle backup) {
        if (!backup.places().isEmpty()) {
            return Optional.empty();
        }
        if (backup.phase() == BackupPhase.COMPLETED) {
            return Optional.of(possible(
                    StorageTrial.YES,
                    DatabaseReasons.BACKUPS_POSSIBLE,
                    "Backup " + backup.name() + " was stored there and checked"));
        }
        var reason = backup.failure();
        return reason != null && OF_THE_PLACE.contains(reason)
                ? Optional.of(possible(
                        StorageTrial.NO,
                        reason,
                        "Backup " + backup.name() + ": " + backup.status().message() + WHEN))
                : Optional.empty();
    }
}
