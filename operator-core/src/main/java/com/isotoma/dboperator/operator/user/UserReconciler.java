package com.isotoma.dboperator.operator.user;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUserStatus;
import com.isotoma.dboperator.operator.job.Pace;
import com.isotoma.dboperator.operator.runtime.KindReconciler;
import com.isotoma.dboperator.operator.runtime.Signals;
import com.isotoma.dboperator.operator.runtime.Watching;
import com.isotoma.dboperator.operator.turn.TurnFlow;
import com.isotoma.dboperator.operator.view.ClusterView;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** Called for a DatabaseUser when it or its Database changes; wakes its Database, and says what it waits for. */
final class UserReconciler extends KindReconciler<DatabaseUser> {
    private final TurnFlow flow;
    private final ClusterView view;
    private final UserWaits waits;
    private final Clock clock;
    private final Signals signals;

    @Inject
    UserReconciler(TurnFlow flow, ClusterView view, UserWaits waits, Clock clock, Watching watching) {
        super(UserKind.KIND, watching);
        this.flow = flow;
        this.view = view;
        this.waits = waits;
        this.clock = clock;
        this.signals = watching.signals();
    }

    @Override
    protected Duration run(DatabaseUser user) {
        if (!view.synced()) {
            return Pace.STARTING;
        }
        wakeDatabase(user);
        waits.tell(user);
        var facts = UserFacts.of(user);
        var basis = view.database(user.getMetadata().getNamespace(), facts.database())
                .map(DatabaseUserStatus::basisOf)
                .orElse("");
        return flow.run(
                user,
                facts.database(),
                facts.status().driver(),
                (database, jobs) -> UserRules.decide(facts, database, basis, jobs, clock.instant()));
    }

    @Override
    protected void gone(DatabaseUser last) {
        wakeDatabase(last);
    }

    private void wakeDatabase(DatabaseUser user) {
        signals.wake(
                Database.class,
                user.getMetadata().getNamespace(),
                user.getSpec().database());
    }
}
