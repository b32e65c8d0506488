package com.isotoma.dboperator.operator.user;

import com.isotoma.dboperator.crds.contract.StatusConditions;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUserStatus;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.status.StatusWriter;
import com.isotoma.dboperator.operator.status.Verdict;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.reasons.UserReasons;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in a DatabaseUser's condition Ready what it waits for, while no run can say anything about it. */
final class UserWaits {
    private final ClusterView view;
    private final StatusWriter writer;
    private final Clock clock;

    @Inject
    UserWaits(ClusterView view, StatusWriter writer, Clock clock) {
        this.view = view;
        this.writer = writer;
        this.clock = clock;
    }

    void tell(DatabaseUser user) {
        var namespace = user.getMetadata().getNamespace();
        var name = user.getSpec().database();
        if (user.isMarkedForDeletion() || view.unreadable(Database.class, namespace, name)) {
            return;
        }
        waitsFor(user, view.database(namespace, name).orElse(null)).ifPresent(verdict -> write(user, verdict));
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

    private void write(DatabaseUser seen, Verdict verdict) {
        writer.write(
                seen,
                DatabaseUser::new,
                user -> status(user, verdict),
                (now, wanted) -> now != null
                        && Conditions.hold(
                                now.conditions(), Objects.requireNonNullElse(wanted.conditions(), List.of())));
    }

    private DatabaseUserStatus status(DatabaseUser user, Verdict verdict) {
        var before = user.getStatus() == null ? null : user.getStatus().conditions();
        var generation = user.getMetadata().getGeneration();
        var now = clock.instant();
        return new DatabaseUserStatus(
                null,
                List.of(
                        Conditions.next(before, StatusConditions.READY, verdict, generation, now),
                        Conditions.next(
                                before,
                                StatusConditions.RECONCILING,
                                Verdict.yes(verdict.reason(), verdict.message()),
                                generation,
                                now)),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
