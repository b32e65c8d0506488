package com.isotoma.dboperator.operator.rbac;

import com.isotoma.dboperator.crds.contract.NestedLocations;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.view.ClusterView;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What opens StorageLocations.
 *
 * @param locations their names
 * @param secrets names of the Secrets that they refer to, in the operator's namespace
 * @param cloudRole whether one of them has no access key: its pods are given a role by the cloud
 */
public record LocationKeys(NavigableSet<String> locations, NavigableSet<String> secrets, boolean cloudRole) {
    /** Those of {@code names} that the namespace may use and that share no folder with older ones, as the caches have it now. */
    static LocationKeys of(ClusterView view, String namespace, Collection<String> names) {
        return of(names.stream()
                .flatMap(name -> view.location(name).stream())
                .filter(location -> location.getSpec().allows(namespace))
                .filter(location ->
                        NestedLocations.before(location, view.locations()).isEmpty())
                .toList());
    }

    public static LocationKeys of(List<StorageLocation> locations) {
        var names = new TreeSet<String>();
        var secrets = new TreeSet<String>();
        boolean cloudRole = false;
        for (var location : locations) {
            names.add(location.getMetadata().getName());
            secrets.addAll(SecretReferences.of(location.getSpec()));
            cloudRole |= location.getSpec().s3().credentials() == null;
        }
        return new LocationKeys(names, secrets, cloudRole);
    }
}
