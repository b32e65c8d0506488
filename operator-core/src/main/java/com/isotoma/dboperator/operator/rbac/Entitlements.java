package com.isotoma.dboperator.operator.rbac;

import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.operator.rbac.Rights.Account;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.operator.view.Servers;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the pods of a Database are entitled to now, by the resources that the caches have.
 *
 * @param kinds in a stable order, which is that of the rules
 */
record Entitlements(ClusterView view, Set<AccessNeeds> kinds, String operatorNamespace) {
    /**
     * @param held what runs may still use, although specs no longer ask for it; null for nothing
     * @param elsewhere whether pods are to run in the operator's namespace, whatever specs say
     * @param sharing what a shared run needs besides
     */
    Rights rights(
            DatabaseKey database,
            @Nullable String ownAccount,
            @Nullable Given held,
            boolean elsewhere,
            PodWork.Sharing sharing) {
        var needs = Needs.of(database, kinds);
        needs.share(sharing);
        if (held != null) {
            needs.locations().addAll(held.locations());
            needs.servers().addAll(held.servers());
            needs.uids().addAll(held.uids());
            needs.share(held.sharing());
        }
        var keys = LocationKeys.of(view, database.namespace(), needs.locations())
                .and(view, database.namespace(), needs.servers())
                .reading(view, needs.readLocations());
        boolean there = elsewhere || !keys.none() || (held != null && held.central());
        var siblings = needs.siblings().stream()
                .map(name -> Needs.of(new DatabaseKey(database.namespace(), name), kinds))
                .toList();
        return Rights.of(
                needs, siblings, keys, ownAccount, there ? Account.central(database, operatorNamespace) : null);
    }

    /** The service account that its Driver names; null for none. */
    @Nullable
    String accountOfDriver(DatabaseKey database) {
        return view.database(database.namespace(), database.name())
                .flatMap(found -> view.driver(Servers.driver(view, found)))
                .map(Driver::getSpec)
                .map(spec -> spec.serviceAccountName())
                .orElse(null);
    }
}
