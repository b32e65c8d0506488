package com.isotoma.dboperator.operator.reconcile;

import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.view.ClusterView;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * StorageLocations of one bucket of which one lies in a folder of the other. A namespace that is called like that folder
 * would reach what all namespaces keep in the inner one.
 */
final class NestedLocations {
    private NestedLocations() {}

    /** The names of those that lie in this location's folders, or in one of which it lies. */
    static SortedSet<String> with(StorageLocation location, ClusterView view) {
        var place = location.getSpec().s3();
        return view.locations()
                .filter(other -> nested(place, other.getSpec().s3()))
                .map(other -> other.getMetadata().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean nested(S3Target one, S3Target other) {
        if (!one.bucket().equals(other.bucket()) || !Objects.equals(one.endpoint(), other.endpoint())) {
            return false;
        }
        var first = S3Target.folder(one.prefix());
        var second = S3Target.folder(other.prefix());
        // With one prefix for both, each namespace has one folder in them, and it is its own.
        return !first.equals(second) && (first.startsWith(second) || second.startsWith(first));
    }
}
