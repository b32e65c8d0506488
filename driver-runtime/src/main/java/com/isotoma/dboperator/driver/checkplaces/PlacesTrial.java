package com.isotoma.dboperator.driver.checkplaces;

import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.BackupTemplate;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.driver.bucket.Buckets;
import com.isotoma.dboperator.driver.bucket.Place;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.LocationHandle.Finding;
import com.isotoma.dboperator.driver.cluster.ScheduleHandle;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.cluster.secret.SecretValues;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.ObjectKeys;
import com.isotoma.dboperator.driver.storage.S3ObjectStore;
import com.isotoma.dboperator.driver.trial.BackupsTrial;
import com.isotoma.dboperator.driver.trial.StorageTrial;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import com.isotoma.dboperator.reasons.LocationReasons;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out whether the backups of a BackupSchedule can go to the places that it names itself, before the first one is due. What
 * is found stands in the schedule's status.
 */
final class PlacesTrial {
    private static final String FIELD = "spec.template.backupTo";
    private static final String WHEN = ". This is tried again every five minutes, and at each change of the spec";

    private final Buckets targets;
    private final EventRecorder events;
    private final Steps steps;

    public PlacesTrial(
            ClusterClient cluster, SystemNamespace system, SecretValues secrets, EventRecorder events, Steps steps) {
        this.targets = new Buckets(cluster, system, secrets, Permit.ALWAYS);
        this.events = events;
        this.steps = steps;
    }

    /** Takes some seconds for each place that does not answer. */
    public void make(ScheduleHandle schedule) throws InterruptedException {
        var places = places(schedule);
        if (places.isEmpty()) {
            steps.note("BackupSchedule " + schedule.name() + " names no places of its own: nothing to try");
            return;
        }
        var finding = findings(schedule, places);
        boolean news = schedule.placesTried(finding);
        steps.note("Backups of the BackupSchedule: " + finding.message());
        if (news && finding.status().equals(StorageTrial.NO)) {
            events.warning(schedule, finding.reason(), "Backups are not possible: " + finding.message());
        }
    }

    private static List<Place> places(ScheduleHandle schedule) {
        BackupTemplate template = schedule.spec().template();
        var given = Objects.requireNonNullElse(template == null ? null : template.backupTo(), List.<BackupTarget>of());
        var places = new ArrayList<Place>();
        for (int i = 0; i < given.size(); i++) {
            places.add(new Place(schedule.namespace(), FIELD + "[" + i + "]", given.get(i)));
        }
        return places;
    }

    /** The first that keeps backups from being made, else the first that cannot be tried, else that all work. */
    private Finding findings(ScheduleHandle schedule, List<Place> places) throws InterruptedException {
        try {
            S3ObjectStore.requireMemory(places.size());
        } catch (DriverException e) {
            return impossible(e);
        }
        var taken = new HashSet<String>();
        var found = new ArrayList<Finding>();
        for (var place : places) {
            found.add(finding(schedule, place, taken));
        }
        return found.stream()
                .filter(f -> f.status().equals(StorageTrial.NO))
                .findFirst()
                .or(() -> found.stream()
                        .filter(f -> f.status().equals(StorageTrial.NOT_TRIED))
                        .findFirst())
                .orElseGet(() -> BackupsTrial.possible(
                        StorageTrial.YES,
                        DatabaseReasons.BACKUPS_POSSIBLE,
                        found.stream().map(Finding::message).distinct().collect(Collectors.joining("; "))));
    }

    /** @param taken the places before this one */
    private Finding finding(ScheduleHandle schedule, Place place, Set<String> taken) throws InterruptedException {
        if (targets.outOfReach(place)) {
            return BackupsTrial.possible(
                    StorageTrial.NOT_TRIED,
                    LocationReasons.NOT_TRIED,
                    "The StorageLocation " + place.target().location()
                            + " has a condition Ready of its own; whether this"
                            + " namespace may use it is found out by the first backup");
        }
        try {
            var bucket = targets.bucket(place);
            var key = ObjectKeys.ofTrial(
                    bucket.s3().prefix(), schedule.namespace(), schedule.spec().database(), schedule.uid());
            if (!taken.add(bucket.s3().endpoint() + " " + bucket.url(key))) {
                throw DriverException.user(
                        Reasons.INVALID_SPEC,
                        place.field() + " is the same place as one before it: remove it, or give another prefix");
            }
            return BackupsTrial.summary(new StorageTrial(targets, steps).findings(bucket, key), WHEN);
        } catch (DriverException e) {
            return impossible(e);
        }
    }

    private static Finding impossible(DriverException e) {
        return new Finding(DatabaseStatus.BACKUPS_POSSIBLE, StorageTrial.NO, e.reason(), e.getMessage() + WHEN);
    }
}
