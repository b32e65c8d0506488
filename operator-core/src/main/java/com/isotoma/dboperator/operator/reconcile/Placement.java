package com.isotoma.dboperator.operator.reconcile;

import com.isotoma.dboperator.operator.decision.Decision.CreateJob;
import com.isotoma.dboperator.operator.view.ClusterView;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where a Job runs: in the operator's namespace if it uses a StorageLocation that its own namespace may use, since the
 * access keys are there and nowhere else. No run with the rights of that namespace is started for one that may not; a run in
 * its own namespace then says in the resource's conditions what is wrong, and makes the other copies.
 *
 * @param central whether it runs in the operator's namespace
 * @param unknown names of locations that there are none of, as far as the caches know
 * @param refused names of locations that are there and not for this namespace
 */
record Placement(boolean central, SortedSet<String> unknown, SortedSet<String> refused) {
    static Placement of(CreateJob job, ClusterView view, String namespace, String database) {
        var unknown = new TreeSet<String>();
        var refused = new TreeSet<String>();
        var allowed = new TreeSet<String>();
        for (var name : UsedLocations.by(job, view, namespace, database)) {
            view.location(name)
                    .ifPresentOrElse(
                            location -> (location.getSpec().allows(namespace) ? allowed : refused).add(name),
                            () -> unknown.add(name));
        }
        return new Placement(!allowed.isEmpty(), unknown, refused);
    }

    /** The names of all that cannot be used. */
    SortedSet<String> unusable() {
        var all = new TreeSet<>(unknown);
        all.addAll(refused);
        return all;
    }
}
