package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.contract.NestedLocations;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.operator.view.Servers;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a Job runs: in the operator's namespace if it uses a StorageLocation or DatabaseServer that its own namespace may use, since the
 * access keys are there and nowhere else. No run with the rights of that namespace is started for one that may not; a run in
 * its own namespace then says in the resource's conditions what is wrong, and makes the other copies.
 *
 * @param central whether it runs in the operator's namespace
 * @param unknown names of locations that there are none of, as far as the caches know
 * @param refused names of locations that are there and not for this namespace
 * @param nested names of locations that are for this namespace and not used, since they share folders with older ones
 * @param server name of the DatabaseServer that its Database names and this namespace may not use, whether or not there is
 *     such; null for none
 */
public record Placement(
        boolean central,
        SortedSet<String> unknown,
        SortedSet<String> refused,
        SortedSet<String> nested,
        @Nullable String server) {
    /** @param used names of the locations that the run may have to open, whether or not there are such */
    public static Placement of(Stream<String> used, ClusterView view, String namespace) {
        var unknown = new TreeSet<String>();
        var refused = new TreeSet<String>();
        var allowed = new TreeSet<String>();
        var nested = new TreeSet<String>();
        for (var name : used.collect(Collectors.toCollection(TreeSet::new))) {
            view.location(name)
                    .ifPresentOrElse(
                            location -> {
                                if (!location.getSpec().allows(namespace)) {
                                    refused.add(name);
                                } else if (NestedLocations.before(location, view.locations())
                                        .isEmpty()) {
                                    allowed.add(name);
                                } else {
                                    nested.add(name);
                                }
                            },
                            () -> unknown.add(name));
        }
        return new Placement(!allowed.isEmpty(), unknown, refused, nested, null);
    }

    /** The same for a run that works on this Database, and needs the admin of its server. */
    Placement on(Database database, ClusterView view) {
        var named = database.getSpec().server();
        if (named == null) {
            return this;
        }
        boolean allowed = Servers.allowed(view, database).isPresent();
        return new Placement(central || allowed, unknown, refused, nested, allowed ? null : named);
    }

    /** The names of all that this namespace may not use. */
    public SortedSet<String> notAllowed() {
        var all = new TreeSet<>(unknown);
        all.addAll(refused);
        return all;
    }
}
