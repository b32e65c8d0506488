package com.isotoma.dboperator.operator.rbac;

import com.google.common.util.concurrent.Striped;
import com.isotoma.dboperator.operator.objects.Refusals;
import com.isotoma.dboperator.operator.rbac.Rights.Account;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A service account for each Database, with a Role that names what the Database refers to; another one in the operator's
 * namespace where it uses StorageLocations or a DatabaseServer. Three writes for each, none as long as nothing changes. Safe for use by several
 * threads.
 */
public final class DatabaseAccess {
    /** After this long the cluster is looked at again before a Job starts, in case somebody has tidied up. */
    private static final Duration TRUST = Duration.ofMinutes(10);

    /** A Job may be on its way to the caches for so long. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final int STRIPES = 64;

    private final Entitlements entitlements;
    private final Clock clock;
    private final String operatorNamespace;
    private final CloudRole cloudRole;
    private final AccessApi api;
    private final Map<DatabaseKey, Given> given = new ConcurrentHashMap<>();

    /** Databases that have, or may have, something in the operator's namespace. */
    private final Set<DatabaseKey> central = ConcurrentHashMap.newKeySet();

    /** Databases whose rights a deletion of the namespace would take, as those are that an older operator made. */
    private final Set<DatabaseKey> unheld = ConcurrentHashMap.newKeySet();

    private final Striped<Lock> locks = Striped.lock(STRIPES);

    /** @param kinds in a stable order, which is that of the rules */
    public DatabaseAccess(
            KubernetesClient client,
            ClusterView view,
            Set<AccessNeeds> kinds,
            Clock clock,
            String operatorNamespace,
            CloudRole cloudRole) {
        this.entitlements = new Entitlements(view, kinds, operatorNamespace);
        this.clock = clock;
        this.operatorNamespace = operatorNamespace;
        this.cloudRole = cloudRole;
        this.api = new AccessApi(client, cloudRole.annotations().keySet());
    }

    /**
     * Makes what is missing and brings the rest to what is needed now; idempotent, and for pods in the Database's own
     * namespace without a request when nothing is to be done. Takes away nothing that is there for StorageLocations, since runs may be under way. Before pods start in the
     * operator's namespace, the cluster is looked at each time: whether the Database's own is being deleted shows in
     * nothing else.
     *
     * @return the name of the service account for the pods, in the namespace where they run
     * @throws AccessConflict if something of that name is in the way, or gone where it cannot be made again, which only a
     *     person can decide about
     * @throws KubernetesClientException if the API server refuses or cannot be reached
     */
    public String ensure(PodWork work) {
        var database = new DatabaseKey(work.namespace(), work.database());
        alone(database, () -> give(work, work.central() ? Duration.ZERO : TRUST));
        if (work.central()) {
            return Account.central(database, operatorNamespace).name();
        }
        return work.ownAccount() != null
                ? work.ownAccount()
                : Account.home(database).name();
    }

    /**
     * Makes the Role and the RoleBinding of a Database that a run of another one is to serve: no run needs them yet, and none
     * could be made any more when the namespace is being deleted: then it makes none. The same exceptions.
     */
    public void prepare(String namespace, String name) {
        var database = new DatabaseKey(namespace, name);
        alone(database, () -> {
            if (!given.containsKey(database)) {
                var ownAccount = entitlements.accountOfDriver(database);
                var wanted = entitlements.rights(database, ownAccount, null, false, PodWork.Sharing.NONE);
                try {
                    api.applyRights(wanted.home(), database);
                } catch (KubernetesClientException e) {
                    if (!Refusals.namespaceEnds(e)) {
                        throw e;
                    }
                    return;
                }
                given.put(database, Given.of(wanted, ownAccount, Instant.MIN, Instant.MIN));
            }
        });
    }

    /** Gives runs that are at work what they need for other Databases of their server. The same exceptions. */
    public void share(String namespace, String name, PodWork.Sharing sharing) {
        var database = new DatabaseKey(namespace, name);
        alone(database, () -> {
            var before = given.get(database);
            var ownAccount = before == null ? entitlements.accountOfDriver(database) : before.ownAccount();
            give(new PodWork(namespace, name, false, false, ownAccount, sharing), TRUST);
        });
    }

    /** Looks at the cluster again, whatever was made before: pods could not be created. The same exceptions. */
    public void restore(String namespace, String name) {
        var database = new DatabaseKey(namespace, name);
        alone(database, () -> {
            var before = given.get(database);
            var ownAccount = before == null ? entitlements.accountOfDriver(database) : before.ownAccount();
            give(new PodWork(namespace, name, false, false, ownAccount), Duration.ZERO);
        });
    }

    /**
     * Brings the rights to what is needed now, without a request if they are. For what no Job announces.
     *
     * @param ended whether none of its Jobs runs, as far as the caches know
     */
    public void refresh(DatabaseKey database, boolean ended) {
        alone(database, () -> {
            var before = given.get(database);
            var over = ended && idle(before);
            var ownAccount = before == null ? entitlements.accountOfDriver(database) : before.ownAccount();
            var wanted = entitlements.rights(database, ownAccount, over ? null : before, false, PodWork.Sharing.NONE);
            boolean older = unheld.contains(database) && (before != null || ended);
            if (older || (before != null && !wanted.digest().equals(before.digest()))) {
                applyAnyhow(database, wanted);
                unheld.remove(database);
                var used = before == null ? Instant.MIN : before.used();
                given.put(database, Given.of(wanted, ownAccount, clock.instant(), used));
            }
            if (over && wanted.central() == null && central.contains(database)) {
                removeCentral(database);
            }
        });
    }

    private void applyAnyhow(DatabaseKey database, Rights wanted) {
        try {
            apply(database, wanted, false);
        } catch (KubernetesClientException e) {
            if (!Refusals.namespaceEnds(e)) {
                throw e;
            }
            apply(database, wanted, true);
        }
    }

    /** Takes away accounts, Roles and bindings, unless pods were to be started with them a moment ago. */
    public void remove(DatabaseKey database) {
        alone(database, () -> {
            if (idle(given.get(database))) {
                if (central.contains(database)) {
                    removeCentral(database);
                }
                api.remove(Account.home(database), database);
                given.remove(database);
                unheld.remove(database);
            }
        });
    }

    private void removeCentral(DatabaseKey database) {
        api.remove(Account.central(database, operatorNamespace), database);
        central.remove(database);
    }

    /** The Databases that this process has given anything. */
    public Set<DatabaseKey> known() {
        var known = new HashSet<>(given.keySet());
        known.addAll(central);
        return known;
    }

    /** The Databases that any operator has given anything in these namespaces, or anywhere if none is named; some requests. */
    public Set<DatabaseKey> everybody(Set<String> namespaces) {
        var owners = new HashSet<DatabaseKey>();
        var looked = new HashSet<>(namespaces);
        if (!namespaces.isEmpty()) {
            looked.add(operatorNamespace);
        }
        for (var object : api.list(looked)) {
            var meta = object.getMetadata();
            var account = new Account(meta.getNamespace(), meta.getName());
            AccessObjects.owner(object)
                    .filter(owner -> namespaces.isEmpty() || namespaces.contains(owner.namespace()))
                    .ifPresent(owner -> {
                        if (account.equals(Account.central(owner, operatorNamespace))) {
                            central.add(owner);
                            owners.add(owner);
                        } else if (account.equals(Account.home(owner))) {
                            owners.add(owner);
                            if (AccessObjects.unheld(object)) {
                                unheld.add(owner);
                            }
                        }
                    });
        }
        return owners;
    }

    private void give(PodWork work, Duration trust) {
        var database = new DatabaseKey(work.namespace(), work.database());
        var now = clock.instant();
        var before = given.get(database);
        var wanted = entitlements.rights(database, work.ownAccount(), before, work.central(), work.sharing());
        var checked = before != null && before.digest().equals(wanted.digest()) ? before.checked() : Instant.MIN;
        if (!checked.isAfter(now.minus(trust))) {
            if (!onlyRulesChanged(work, wanted, before, now.minus(trust)) || !api.update(wanted.home(), database)) {
                apply(database, wanted, work.leaving());
            }
            checked = now;
        }
        given.put(database, Given.of(wanted, work.ownAccount(), checked, now));
    }

    /** Whether the rest was seen to be there a while ago: a shared run is given Databases several times a second. */
    private static boolean onlyRulesChanged(PodWork work, Rights wanted, @Nullable Given before, Instant trusted) {
        return before != null
                && before.checked().isAfter(trusted)
                && !before.central()
                && wanted.central() == null
                && !work.leaving()
                && Objects.equals(before.ownAccount(), work.ownAccount());
    }

    /**
     * First what is needed in the Database's namespace, which says if that is on its way out.
     *
     * @param leaving whether that is known
     */
    private void apply(DatabaseKey database, Rights wanted, boolean leaving) {
        if (leaving) {
            api.follow(wanted.home(), database);
        } else {
            api.apply(wanted.home(), database);
        }
        var elsewhere = wanted.central();
        if (elsewhere != null) {
            central.add(database);
            api.apply(elsewhere.with(cloudRole.of(wanted.keys())), database);
        }
    }

    private boolean idle(@Nullable Given before) {
        return before == null || before.used().plus(IDLE).isBefore(clock.instant());
    }

    private void alone(DatabaseKey database, Runnable work) {
        var lock = locks.get(database);
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
