package com.isotoma.dboperator.operator.location;

import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocationStatus;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.status.Times;
import com.isotoma.dboperator.reasons.LocationReasons;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a StorageLocation.
 *
 * @param interval how often it is to be tried out
 * @param observed the generation that was last tried out, if any was
 * @param checked when that was; null if it was not, or the time cannot be read
 * @param ready whether it was found usable then
 * @param settled whether it shares folders with an older location now if it did then
 */
record LocationFacts(
        String name,
        String uid,
        long generation,
        Duration interval,
        @Nullable Long observed,
        @Nullable Instant checked,
        boolean ready,
        boolean settled) {
    /** @param nested whether it shares folders with an older one */
    static LocationFacts of(StorageLocation location, boolean nested) {
        var meta = location.getMetadata();
        var status = Objects.requireNonNullElse(location.getStatus(), StorageLocationStatus.NONE);
        var ready = Conditions.find(status.conditions(), StorageLocationStatus.READY);
        return new LocationFacts(
                meta.getName(),
                meta.getUid(),
                Objects.requireNonNullElse(meta.getGeneration(), 0L),
                location.getSpec().effectiveCheckInterval(),
                status.observedGeneration(),
                Times.parse(status.lastCheckTime()).orElse(null),
                Conditions.isTrue(status.conditions(), StorageLocationStatus.READY),
                nested
                        == ready.filter(found -> LocationReasons.LOCATIONS_NESTED.equals(found.getReason()))
                                .isPresent());
    }
}
