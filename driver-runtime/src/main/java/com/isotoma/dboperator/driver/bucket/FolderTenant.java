package com.isotoma.dboperator.driver.bucket;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.reasons.LocationReasons;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whose backups count in a place. A namespace's folder in a StorageLocation goes by its name alone, and a namespace that is made
 * after another one of that name need not be the same team's: what the earlier one stored is neither read nor removed. A place with credentials of
 * its own needs no such rule, since these are whoever's the backups are.
 */
@FunctionalInterface
public interface FolderTenant {
    /** In a place of its own, or before anything is read. */
    FolderTenant ANY = (origin, url) -> Optional.empty();

    /**
     * Why it does not count: an earlier namespace of the same name and cluster stored it.
     *
     * @param url of the object, for the message
     * @return empty for one that counts
     * @throws DriverException when this run cannot tell
     */
    Optional<String> refusal(Manifest.Origin origin, String url) throws DriverException;

    /** @throws DriverException of kind USER when it does not count */
    default void require(Manifest.Origin origin, String url) throws DriverException {
        var refusal = refusal(origin, url);
        if (refusal.isPresent()) {
            throw DriverException.user(LocationReasons.NAMESPACE_REPLACED, refusal.get());
        }
    }

    /** That of a folder which the namespace has in a StorageLocation. */
    static FolderTenant of(ClusterClient cluster, String namespace) {
        return (origin, url) -> {
            var made = origin.namespaceUid();
            // Older manifests do not say it. What another cluster made is there because both were given the same
            // location.
            if (made.isEmpty() || !origin.cluster().equals(cluster.clusterId())) {
                return Optional.empty();
            }
            var now = cluster.namespace(namespace)
                    .orElseThrow(() -> DriverException.internal(
                            LocationReasons.NAMESPACE_REPLACED,
                            "The account of this run may not read the Namespace " + namespace
                                    + ", so it is not known whether " + url
                                    + " is a backup of it: give it the right to get that object",
                            null));
            return now.is(made)
                    ? Optional.empty()
                    : Optional.of(url + " was stored by an earlier namespace " + namespace + ", with the uid " + made
                            + ", and does not count as this one's. If both are the same team's, have an administrator run:"
                            + " kubectl annotate --overwrite namespace " + namespace + " "
                            + ApiGroup.FORMER_UIDS_ANNOTATION + "="
                            + String.join(",", withUid(now.former(), made)));
        };
    }

    private static SortedSet<String> withUid(Set<String> former, String uid) {
        var all = new TreeSet<>(former);
        all.remove("");
        all.add(uid);
        return all;
    }
}
