package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.FolderStore;
import com.isotoma.dboperator.reasons.LocationReasons;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the bucket that a place means, and sees to it that nobody uses what is not theirs. A StorageLocation is read once
 * for each run.
 */
final class Locations {
    private final ClusterClient cluster;
    private final SystemNamespace system;
    private final Map<String, Bucket> read = new HashMap<>();

    @Inject
    Locations(ClusterClient cluster, SystemNamespace system) {
        this.cluster = cluster;
        this.system = system;
    }

    /** @throws DriverException of kind USER when there is none that the place's namespace may use */
    Bucket bucket(Place place) throws DriverException {
        var location = place.target().location();
        if (location == null) {
            return own(place);
        }
        var name = system.name();
        if (name == null) {
            throw notAllowed(place, location);
        }
        var found = read.get(location);
        if (found == null) {
            var handle = cluster.location(location)
                    .filter(l -> l.spec().allows(place.namespace()))
                    .orElseThrow(() -> notAllowed(place, location));
            if (!cluster.locationsBefore(handle).isEmpty()) {
                throw nested(place, location);
            }
            found = Bucket.whole(handle, name).confinedTo(place.namespace());
            read.put(location, found);
        }
        return found;
    }

    /** Whether the credentials of the place are there only for runs in the operator's namespace, and this is none. */
    boolean outOfReach(Place place) {
        return place.target().location() != null && system.name() == null;
    }

    private Bucket own(Place place) throws DriverException {
        var s3 = place.target().target();
        if (s3 == null) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC, place.field() + " has none of s3, S3 and location: give one of them");
        }
        if (s3.credentials() == null && system.servesOther(place.namespace())) {
            // Whoever may write a resource could use it for the role of the operator's account, which is not theirs.
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    place.field() + ".s3 has no credentials, and this run is in the operator's namespace, whose role is"
                            + " not that of namespace " + place.namespace()
                            + ": give credentials, or use StorageLocations alone");
        }
        return Bucket.own(place, s3);
    }

    /** One text for both, since who may not use it need not learn whether it exists. */
    private static DriverException notAllowed(Place place, String location) {
        return DriverException.user(
                Reasons.LOCATION_NOT_ALLOWED,
                place.field() + ".location is '" + location + "', and no StorageLocation of that name may be used by"
                        + " namespace " + place.namespace() + ": correct the name, or have whoever keeps the"
                        + " StorageLocation add " + place.namespace() + " to its spec.allowedNamespaces. An Event"
                        + " LocationsNested says where it is not used because it shares folders with an older one");
    }

    /** The names of the others are not for those who may use this one. */
    private static DriverException nested(Place place, String location) {
        return DriverException.user(
                LocationReasons.LOCATIONS_NESTED,
                place.field() + ".location is '" + location + "', and that StorageLocation shares folders with an older"
                        + " one, so nothing is stored or read there: have whoever keeps it give it another prefix, or use"
                        + " another location");
    }

    /** Whose folder it is, for the messages of a {@link FolderStore}. */
    static String owner(Bucket bucket) {
        return "the only folder that this namespace has" + bucket.resource();
    }
}
