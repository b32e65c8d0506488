package com.isotoma.dboperator.demo.backup;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackupSpec;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;
import com.isotoma.dboperator.demo.v1alpha1.DemoGroup;
import com.isotoma.dboperator.driver.demohttp.ClusterMember;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** The DatabaseClusters of a namespace. */
record Clusters(KubernetesClient client, String namespace) {
    /** The cluster that is to be backed up: the one that the spec names, else the only one there is. */
    String chosen(DatabaseBackupSpec spec) throws DriverException {
        if (spec.cluster() != null) {
            return spec.cluster();
        }
        var names = client.resources(DatabaseCluster.class).inNamespace(namespace).list().getItems().stream()
                .map(c -> c.getMetadata().getName())
                .sorted()
                .toList();
        return switch (names.size()) {
            case 0 ->
                throw DriverException.user(
                        Reasons.INVALID_SPEC,
                        "There is no DatabaseCluster in namespace " + namespace + ": create the one to back up");
            case 1 -> names.getFirst();
            default ->
                throw DriverException.user(
                        Reasons.INVALID_SPEC,
                        "There are several DatabaseClusters in namespace " + namespace + ", " + names
                                + ": name one of them in spec.cluster");
        };
    }

    /** The member that leads, which is the one with index 0. */
    ClusterMember leader(String cluster) throws DriverException {
        var name = cluster + "-0";
        var pod = Optional.ofNullable(
                        client.pods().inNamespace(namespace).withName(name).get())
                .filter(p -> cluster.equals(p.getMetadata().getLabels().get(DemoGroup.CLUSTER_LABEL)));
        if (pod.isEmpty()) {
            throw withoutLeader(cluster, name);
        }
        var address = Optional.ofNullable(pod.get().getStatus().getPodIP()).orElse("");
        if (address.isEmpty() || !running(pod.get())) {
            throw DriverException.unavailable(
                    Reasons.SERVER_UNREACHABLE,
                    "The leader of " + cluster + ", pod " + name + ", does not run. It is tried again",
                    null);
        }
        return ClusterMember.inPod(name, address);
    }

    private static boolean running(Pod pod) {
        return "Running".equals(pod.getStatus().getPhase()) && pod.getMetadata().getDeletionTimestamp() == null;
    }

    private DriverException withoutLeader(String cluster, String pod) {
        var found = client.resources(DatabaseCluster.class)
                .inNamespace(namespace)
                .withName(cluster)
                .get();
        if (found == null) {
            return DriverException.user(
                    Reasons.INVALID_SPEC,
                    "The DatabaseCluster " + cluster + " does not exist in namespace " + namespace
                            + ": create it, or correct spec.cluster");
        }
        return DriverException.unavailable(
                Reasons.SERVER_UNREACHABLE,
                "The DatabaseCluster " + cluster + " has no pod " + pod + ", its leader; amountPods is "
                        + found.getSpec().members() + ". It is tried again",
                null);
    }
}
