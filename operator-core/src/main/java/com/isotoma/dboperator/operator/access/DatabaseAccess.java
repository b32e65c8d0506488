package com.isotoma.dboperator.operator.access;

import com.google.common.util.concurrent.Striped;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.operator.decision.Names;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A service account for each Database, with a Role that names what the Database refers to. Three writes for a new Database,
 * none as long as nothing changes.
 */
public final class DatabaseAccess implements DriverAccess {
    /** After this long the cluster is looked at again before a Job starts, in case somebody has tidied up. */
    private static final Duration TRUST = Duration.ofMinutes(10);

    private static final int STRIPES = 64;

    private final ClusterView view;
    private final Clock clock;
    private final AccessApi api;
    private final Map<DatabaseKey, Given> given = new ConcurrentHashMap<>();
    private final Striped<Lock> locks = Striped.lock(STRIPES);

    @Inject
    public DatabaseAccess(KubernetesClient client, ClusterView view, Clock clock) {
        this.view = view;
        this.clock = clock;
        this.api = new AccessApi(client);
    }

    /**
     * What a Database's pods have been given.
     *
     * @param digest of the rights and of who has them
     * @param checked when the cluster was last looked at
     * @param used when pods were last to be started with it
     */
    private record Given(String digest, @Nullable String ownAccount, Instant checked, Instant used) {}

    @Override
    public String ensure(PodWork work) {
        if (!work.atHome()) {
            return COMMON_ACCOUNT;
        }
        var database = new DatabaseKey(work.namespace(), work.database());
        alone(database, () -> give(database, work.ownAccount(), TRUST));
        return work.ownAccount() != null ? work.ownAccount() : Names.account(work.database());
    }

    @Override
    public void restore(String namespace, String name) {
        var database = new DatabaseKey(namespace, name);
        alone(database, () -> {
            var before = given.get(database);
            give(database, before == null ? accountOfDriver(database) : before.ownAccount(), Duration.ZERO);
        });
    }

    /** Brings the rights to what is needed now, without a request if they are. For what no Job announces. */
    public void refresh(DatabaseKey database) {
        alone(database, () -> {
            var before = given.get(database);
            if (before != null) {
                var wanted = AccessObjects.of(needs(database), before.ownAccount());
                if (!wanted.digest().equals(before.digest())) {
                    api.apply(wanted, database);
                    given.put(
                            database, new Given(wanted.digest(), before.ownAccount(), clock.instant(), before.used()));
                }
            }
        });
    }

    /** Takes away account, Role and binding, unless pods were to be started with them less than {@code idle} ago. */
    public void remove(DatabaseKey database, Duration idle) {
        alone(database, () -> {
            var before = given.get(database);
            if (before == null || before.used().plus(idle).isBefore(clock.instant())) {
                api.remove(database);
                given.remove(database);
            }
        });
    }

    /** The Databases that this process has given anything. */
    public Set<DatabaseKey> known() {
        return Set.copyOf(given.keySet());
    }

    /** The Databases that any operator has given anything in these namespaces, or anywhere if none is named; some requests. */
    public Set<DatabaseKey> everybody(Set<String> namespaces) {
        return api.owners(namespaces);
    }

    private void give(DatabaseKey database, @Nullable String ownAccount, Duration trust) {
        var now = clock.instant();
        var wanted = AccessObjects.of(needs(database), ownAccount);
        var digest = wanted.digest();
        var before = given.get(database);
        var checked = before != null && before.digest().equals(digest) ? before.checked() : Instant.MIN;
        if (!checked.isAfter(now.minus(trust))) {
            api.apply(wanted, database);
            checked = now;
        }
        given.put(database, new Given(digest, ownAccount, checked, now));
    }

    private Needs needs(DatabaseKey database) {
        return Needs.of(view, database.namespace(), database.name());
    }

    private @Nullable String accountOfDriver(DatabaseKey database) {
        return view.database(database.namespace(), database.name())
                .flatMap(found -> view.driver(found.getSpec().driver()))
                .map(Driver::getSpec)
                .map(spec -> spec.serviceAccountName())
                .orElse(null);
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
