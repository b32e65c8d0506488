package com.isotoma.dboperator.operator.user;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUserStatus;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.runtime.Signals;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import com.isotoma.dboperator.operator.turn.DatabaseListener;
import com.isotoma.dboperator.operator.turn.Turn;
import com.isotoma.dboperator.operator.turn.TurnKind;
import com.isotoma.dboperator.operator.view.ClusterView;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** DatabaseUsers at their Databases: which wait for their turn, and which hear of it when a Database changes. */
final class UserTurns implements TurnKind, DatabaseListener {
    private final ClusterView view;
    private final Signals signals;
    private final Clock clock;

    @Inject
    UserTurns(ClusterView view, Signals signals, Clock clock) {
        this.view = view;
        this.signals = signals;
        this.clock = clock;
    }

    @Override
    public List<Turn> waiting(String namespace, String database) {
        var jobs = view.jobsOf(namespace, database).stream().map(JobFacts::of).toList();
        return view.database(namespace, database)
                .map(found -> UserRules.waiting(
                        facts(namespace, database), DatabaseUserStatus.basisOf(found), jobs, clock.instant()))
                .orElse(List.of());
    }

    /** None has a Database for longer than its Job is at work. */
    @Override
    public Optional<CreateJob> active(String namespace, DatabaseFacts database) {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> nextWaiting(String namespace, String database) {
        return UserRules.next(facts(namespace, database), clock.instant());
    }

    @Override
    public boolean unended(String namespace, String database) {
        return view.ofDatabase(DatabaseUser.class, namespace, database).stream()
                .anyMatch(user -> user.isMarkedForDeletion() && user.hasFinalizer(ApiGroup.USER_FINALIZER));
    }

    @Override
    public void changed(String namespace, String database) {
        wake(namespace, database);
    }

    @Override
    public void gone(String namespace, String database) {
        wake(namespace, database);
    }

    private void wake(String namespace, String database) {
        view.ofDatabase(DatabaseUser.class, namespace, database).forEach(signals::wake);
    }

    private List<UserFacts> facts(String namespace, String database) {
        return view.ofDatabase(DatabaseUser.class, namespace, database).stream()
                .map(UserFacts::of)
                .toList();
    }
}
