package com.isotoma.dboperator.demo.operator.cluster;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;
import com.isotoma.dboperator.operator.job.Pace;
import com.isotoma.dboperator.operator.objects.Applied;
import com.isotoma.dboperator.operator.objects.Applier;
import com.isotoma.dboperator.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import jakarta.inject.Inject;
import java.time.Duration;

/** Looks at one DatabaseCluster, makes its objects what they should be, and says how it is. Safe for several threads. */
final class ClusterFlow {
    private final Applier applier;
    private final ClusterStatus status;

    @Inject
    ClusterFlow(Applier applier, ClusterStatus status) {
        this.applier = applier;
        this.status = status;
    }

    /**
     * Every run may be the first or the tenth. A cluster that is being deleted is left to the garbage collector.
     *
     * @return when to look again, if no event comes first
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached, or somebody
     *     else was quicker: try again
     */
    public Duration run(DatabaseCluster cluster, SeenCluster seen) {
        if (cluster.isMarkedForDeletion()) {
            return Pace.QUIET;
        }
        for (var wanted : ClusterObjects.of(cluster)) {
            var known = seen.object(wanted.getClass(), wanted.getMetadata().getName());
            switch (applier.apply(cluster, wanted, known.orElse(null))) {
                case Applied.Failed(var reason, var message) -> {
                    status.write(cluster, Verdict.no(reason, message), null, seen);
                    return Pace.BLOCKED;
                }
                case Applied.Done(StatefulSet members) ->
                    status.write(
                            cluster, ClusterRules.ready(MemberFacts.of(cluster, members, seen.pods())), members, seen);
                case Applied.Done ignored -> {}
            }
        }
        return Pace.QUIET;
    }
}
