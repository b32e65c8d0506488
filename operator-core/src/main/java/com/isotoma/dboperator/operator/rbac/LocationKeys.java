package com.isotoma.dboperator.operator.rbac;

import com.isotoma.dboperator.crds.contract.NestedLocations;
import com.isotoma.dboperator.crds.v1alpha1.ConfigMapReferences;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.view.ClusterView;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What opens StorageLocations and DatabaseServers.
 *
 * @param locations names of StorageLocations
 * @param servers names of DatabaseServers
 * @param secrets names of the Secrets that they refer to, in the operator's namespace
 * @param configMaps likewise
 * @param cloudRole whether one of them has no access key: its pods are given a role by the cloud
 */
public record LocationKeys(
        NavigableSet<String> locations,
        NavigableSet<String> servers,
        NavigableSet<String> secrets,
        NavigableSet<String> configMaps,
        boolean cloudRole) {
    /** Whether they open nothing. */
    boolean none() {
        return locations.isEmpty() && servers.isEmpty();
    }

    /** With what opens those of the named DatabaseServers that the namespace may use. */
    LocationKeys and(ClusterView view, String namespace, Collection<String> names) {
        var all = new TreeSet<>(servers);
        var keys = new TreeSet<>(secrets);
        var maps = new TreeSet<>(configMaps);
        names.stream()
                .flatMap(name -> view.server(name).stream())
                .filter(server -> server.getSpec().allows(namespace))
                .forEach(server -> {
                    all.add(server.getMetadata().getName());
                    keys.addAll(SecretReferences.of(server.getSpec()));
                    maps.addAll(ConfigMapReferences.of(server.getSpec()));
                });
        return new LocationKeys(locations, all, keys, maps, cloudRole);
    }

    /** Those of {@code names} that the namespace may use and that share no folder with older ones, as the caches have it now. */
    static LocationKeys of(ClusterView view, String namespace, Collection<String> names) {
        return of(names.stream()
                .flatMap(name -> view.location(name).stream())
                .filter(location -> location.getSpec().allows(namespace))
                .filter(location ->
                        NestedLocations.before(location, view.locations()).isEmpty())
                .toList());
    }

    /** With the private keys of those of its locations from which backups are to be read. */
    LocationKeys reading(ClusterView view, Collection<String> names) {
        var keys = new TreeSet<>(secrets);
        names.stream()
                .filter(locations::contains)
                .flatMap(name -> view.location(name).stream())
                .forEach(location -> keys.addAll(SecretReferences.reading(location.getSpec())));
        return new LocationKeys(locations, servers, keys, configMaps, cloudRole);
    }

    /** What writing to them takes. */
    public static LocationKeys of(List<StorageLocation> locations) {
        var names = new TreeSet<String>();
        var secrets = new TreeSet<String>();
        boolean cloudRole = false;
        for (var location : locations) {
            names.add(location.getMetadata().getName());
            secrets.addAll(SecretReferences.of(location.getSpec()));
            cloudRole |= location.getSpec().s3().credentials() == null;
        }
        return new LocationKeys(names, new TreeSet<>(), secrets, new TreeSet<>(), cloudRole);
    }
}
