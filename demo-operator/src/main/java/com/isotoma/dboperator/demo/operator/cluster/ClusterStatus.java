package com.isotoma.dboperator.demo.operator.cluster;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseClusterStatus;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.status.StatusWriter;
import com.isotoma.dboperator.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the status of a DatabaseCluster, all of which is the operator's. */
final class ClusterStatus {
    static final String READY = "Ready";

    private final StatusWriter writer;
    private final Clock clock;

    @Inject
    ClusterStatus(StatusWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /** @param set the members; null while they are not this cluster's */
    void write(DatabaseCluster cluster, Verdict ready, @Nullable StatefulSet set, SeenCluster seen) {
        var leads = set != null && leads(cluster, seen);
        writer.write(
                cluster,
                DatabaseCluster::new,
                live -> part(live, cluster.getMetadata().getGeneration(), ready, set, leads),
                ClusterStatus::holds);
    }

    private DatabaseClusterStatus part(
            DatabaseCluster live, Long generation, Verdict ready, @Nullable StatefulSet set, boolean leads) {
        return new DatabaseClusterStatus(
                List.of(Conditions.next(conditions(live.getStatus()), READY, ready, generation, clock.instant())),
                generation,
                set == null
                        ? null
                        : Integer.valueOf(
                                MemberFacts.count(MemberFacts.status(set).getReplicas())),
                set == null
                        ? null
                        : Integer.valueOf(
                                MemberFacts.count(MemberFacts.status(set).getReadyReplicas())),
                leads ? ClusterNames.leader(live) : null,
                set == null ? null : ClusterNames.service(live));
    }

    private static boolean leads(DatabaseCluster cluster, SeenCluster seen) {
        return seen.pods().stream()
                .filter(pod -> pod.getMetadata().getName().equals(ClusterNames.leader(cluster)))
                .anyMatch(MemberFacts::ready);
    }

    /** Conditions that somebody else may have added are not looked at. */
    private static boolean holds(@Nullable DatabaseClusterStatus there, DatabaseClusterStatus wanted) {
        var conditions = conditions(wanted);
        return there != null
                && conditions != null
                && Conditions.hold(there.conditions(), conditions)
                && wanted.equals(new DatabaseClusterStatus(
                        conditions,
                        there.observedGeneration(),
                        there.members(),
                        there.readyMembers(),
                        there.leader(),
                        there.service()));
    }

    private static @Nullable List<Condition> conditions(@Nullable DatabaseClusterStatus status) {
        return status == null ? null : status.conditions();
    }
}
