package com.isotoma.dboperator.demo.operator.cluster;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a StatefulSet and its pods. */
final class MemberFacts {
    private MemberFacts() {}

    static ClusterFacts of(DatabaseCluster cluster, StatefulSet set, List<Pod> pods) {
        var status = status(set);
        var observed = status.getObservedGeneration();
        return new ClusterFacts(
                cluster.getSpec().members(),
                observed != null && observed >= set.getMetadata().getGeneration(),
                count(status.getReplicas()),
                count(status.getReadyReplicas()),
                count(status.getUpdatedReplicas()),
                pods.stream()
                        .filter(pod -> !ready(pod))
                        .map(pod -> pod.getMetadata().getName())
                        .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                        .toList());
    }

    static StatefulSetStatus status(StatefulSet set) {
        return Objects.requireNonNullElseGet(set.getStatus(), StatefulSetStatus::new);
    }

    static int count(@Nullable Integer pods) {
        return pods == null ? 0 : pods;
    }

    /** Whether a pod serves and is to go on serving. */
    static boolean ready(Pod pod) {
        return !pod.isMarkedForDeletion()
                && pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    }
}
