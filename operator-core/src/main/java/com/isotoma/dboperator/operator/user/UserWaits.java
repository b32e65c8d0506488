package com.isotoma.dboperator.operator.user;

import com.isotoma.dboperator.crds.contract.StatusConditions;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.status.Verdict;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.reasons.UserReasons;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says in a DatabaseUser's condition Ready what it waits for, while no run can say anything about it. */
final class UserWaits {
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    /** Of which each says something of the others. */
    private static final Set<String> HEALTH =
            Set.of(StatusConditions.READY, StatusConditions.RECONCILING, StatusConditions.STALLED);

    private final ClusterView view;
    private final KubernetesClient client;
    private final Clock clock;

    @Inject
    UserWaits(ClusterView view, KubernetesClient client, Clock clock) {
        this.view = view;
        this.client = client;
        this.clock = clock;
    }

    void tell(DatabaseUser user) {
        var namespace = user.getMetadata().getNamespace();
        var name = user.getSpec().database();
        if (user.isMarkedForDeletion() || view.unreadable(Database.class, namespace, name)) {
            return;
        }
        waitsFor(user, view.database(namespace, name).orElse(null))
                .filter(verdict -> !says(user, verdict))
                .ifPresent(verdict -> write(user, verdict));
    }

    /** As the cache has it, which costs no request. */
    private static boolean says(DatabaseUser user, Verdict verdict) {
        var conditions = user.getStatus() == null ? null : user.getStatus().conditions();
        return Conditions.find(conditions, StatusConditions.READY)
                        .filter(ready -> verdict.reason().equals(ready.getReason()))
                        .isPresent()
                && !Conditions.isTrue(conditions, StatusConditions.STALLED);
    }

    private static Optional<Verdict> waitsFor(DatabaseUser user, @Nullable Database database) {
        var name = user.getSpec().database();
        if (database == null) {
            return Optional.of(Verdict.no(
                    UserReasons.DATABASE_NOT_FOUND,
                    "Database " + name
                            + " does not exist in this namespace: create it, and the account is made; or delete"
                            + " this DatabaseUser"));
        }
        if (database.isMarkedForDeletion()) {
            return Optional.of(Verdict.no(
                    UserReasons.DATABASE_DELETED,
                    "Database " + name + " is being deleted, and the accounts of its users go with it: delete this"
                            + " DatabaseUser, too, unless the Database is to be made again"));
        }
        var phase = database.getStatus() == null ? null : database.getStatus().phase();
        boolean made = user.getStatus() != null && user.getStatus().phase() != null;
        if (!made && (phase == null || phase == DatabasePhase.CREATING)) {
            return Optional.of(Verdict.no(
                    UserReasons.DATABASE_NOT_READY,
                    "Database " + name + " is not Created yet, and its condition Ready says why; the account is made as"
                            + " soon as it is"));
        }
        return Optional.empty();
    }

    /** All conditions: what a run has said of a Database that is gone is over, which its list alone would not take away. */
    private void write(DatabaseUser seen, Verdict verdict) {
        var meta = seen.getMetadata();
        var live = client.resource(seen).get();
        if (live == null || !live.getMetadata().getUid().equals(meta.getUid())) {
            return;
        }
        var before = live.getStatus() == null ? null : live.getStatus().conditions();
        var conditions = conditions(before, verdict, live.getMetadata().getGeneration());
        if (conditions.equals(before)) {
            return;
        }
        var patch = Map.of(
                "metadata",
                Map.of("resourceVersion", live.getMetadata().getResourceVersion()),
                "status",
                Map.of("conditions", conditions));
        var unused = client.resource(live).subresource("status").patch(MERGE, Serialization.asJson(patch));
    }

    private List<Condition> conditions(@Nullable List<Condition> before, Verdict verdict, @Nullable Long generation) {
        var now = clock.instant();
        var conditions = new ArrayList<Condition>();
        Objects.requireNonNullElse(before, List.<Condition>of()).stream()
                .filter(condition -> !HEALTH.contains(condition.getType()))
                .forEach(conditions::add);
        var goesOn = Verdict.yes(verdict.reason(), verdict.message());
        conditions.add(Conditions.next(before, StatusConditions.READY, verdict, generation, now));
        conditions.add(Conditions.next(before, StatusConditions.RECONCILING, goesOn, generation, now));
        return conditions;
    }
}
