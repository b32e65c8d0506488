package com.isotoma.dboperator.driver.checklocation;

import com.isotoma.dboperator.crds.v1alpha1.StorageLocationStatus;
import com.isotoma.dboperator.driver.bucket.Bucket;
import com.isotoma.dboperator.driver.bucket.Buckets;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.LocationHandle;
import com.isotoma.dboperator.driver.cluster.LocationHandle.Finding;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.cluster.secret.SecretValues;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.storage.ObjectKeys;
import com.isotoma.dboperator.driver.trial.ClearStore;
import com.isotoma.dboperator.driver.trial.StorageTrial;
import com.isotoma.dboperator.reasons.LocationReasons;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries a StorageLocation out, and says in its conditions what came of it. The names of its objects are always the same, so
 * that a location from which nothing can be removed does not fill up.
 */
final class LocationTrial {
    private final ClusterClient cluster;
    private final StorageTrial trial;
    private final Steps steps;

    public LocationTrial(ClusterClient cluster, SecretValues secrets, Steps steps) {
        this.cluster = cluster;
        trial = new StorageTrial(new Buckets(cluster, SystemNamespace.UNKNOWN, secrets, Permit.ALWAYS), steps);
        this.steps = steps;
    }

    /** @param systemNamespace where the Secrets of the location are */
    public void make(LocationHandle location, String systemNamespace) throws InterruptedException {
        var older = cluster.locationsBefore(location);
        if (!older.isEmpty()) {
            say(location, nested(String.join(", ", older)));
            return;
        }
        var bucket = Bucket.whole(location, systemNamespace);
        var findings = trial.findings(bucket, ObjectKeys.ofTrial(bucket.s3().prefix(), location.uid()));
        var ready = findings.stream()
                .filter(f -> f.status().equals(StorageTrial.NO))
                .findFirst()
                .map(f -> new Finding(StorageLocationStatus.READY, StorageTrial.NO, f.reason(), f.message()))
                .orElseGet(() -> new Finding(
                        StorageLocationStatus.READY,
                        StorageTrial.YES,
                        LocationReasons.USABLE,
                        "Backups can be stored, read and removed"));
        var all = new ArrayList<Finding>();
        all.add(ready);
        all.addAll(findings);
        all.add(ClearStore.of(bucket.s3(), "spec.s3")
                .map(said -> new Finding(
                        LocationReasons.STORE_WITHOUT_TLS, StorageTrial.YES, LocationReasons.STORE_WITHOUT_TLS, said))
                .orElseGet(() -> new Finding(
                        LocationReasons.STORE_WITHOUT_TLS,
                        StorageTrial.NO,
                        LocationReasons.STORE_WITH_TLS,
                        "The store is reached with TLS, and its certificate is verified")));
        say(location, all);
    }

    /** What is not used is not tried out either: its objects would be in another one's folders. */
    private static List<Finding> nested(String older) {
        var why = "It shares folders of its bucket with the older " + older + ", so that namespaces could reach each"
                + " other's backups: it is not used until one of them has another prefix, or is gone";
        return List.of(
                new Finding(StorageLocationStatus.READY, StorageTrial.NO, LocationReasons.LOCATIONS_NESTED, why),
                untried(StorageLocationStatus.WRITABLE, why),
                untried(StorageLocationStatus.READABLE, why),
                untried(StorageLocationStatus.DELETABLE, why));
    }

    private static Finding untried(String type, String why) {
        return new Finding(type, StorageTrial.NOT_TRIED, LocationReasons.NOT_TRIED, why);
    }

    private void say(LocationHandle location, List<Finding> all) {
        var ready = all.getFirst();
        location.tried(all, ready.message());
        steps.note("StorageLocation " + location.name() + ": " + ready.message());
    }
}
