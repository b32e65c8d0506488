package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.crds.v1alpha1.StorageLocationStatus;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.LocationHandle;
import com.isotoma.dboperator.driver.cluster.LocationHandle.Finding;
import com.isotoma.dboperator.driver.cluster.SecretValues;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.storage.ObjectKeys;
import com.isotoma.dboperator.reasons.LocationReasons;
import java.util.ArrayList;

/**
 * Tries a StorageLocation out, and says in its conditions what came of it. The names of its objects are always the same, so
 * that a location from which nothing can be removed does not fill up.
 */
public final class LocationTrial {
    private final StorageTrial trial;
    private final Steps steps;

    public LocationTrial(ClusterClient cluster, SecretValues secrets, Steps steps) {
        var locations = new Locations(cluster, SystemNamespace.UNKNOWN);
        trial = new StorageTrial(new StorageTargets(locations, secrets, Permit.ALWAYS), steps);
        this.steps = steps;
    }

    /** @param systemNamespace where the Secrets of the location are */
    public void make(LocationHandle location, String systemNamespace) throws InterruptedException {
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
        location.tried(all, ready.message());
        steps.reached("StorageLocation " + location.name() + ": " + ready.message());
    }
}
