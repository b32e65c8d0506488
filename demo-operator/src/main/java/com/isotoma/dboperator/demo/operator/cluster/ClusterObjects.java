package com.isotoma.dboperator.demo.operator.cluster;

import com.isotoma.dboperator.demo.operator.objects.DemoLabels;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;
import com.isotoma.dboperator.demo.v1alpha1.DemoGroup;
import com.isotoma.dboperator.operator.objects.Ownership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;
import java.util.Map;

/** The objects that make a cluster; the same resource gives the same objects. */
final class ClusterObjects {
    private ClusterObjects() {}

    /** All of them, each after what it needs. */
    static List<HasMetadata> of(DatabaseCluster cluster) {
        return List.of(
                account(cluster),
                role(cluster),
                binding(cluster),
                service(cluster),
                MemberSet.of(cluster, meta(cluster)));
    }

    static Map<String, String> selector(DatabaseCluster cluster) {
        var labels = DemoLabels.ofCluster(ClusterNames.of(cluster));
        labels.keySet().retainAll(List.of(DemoLabels.COMPONENT, DemoGroup.CLUSTER_LABEL));
        return labels;
    }

    private static ServiceAccount account(DatabaseCluster cluster) {
        return new ServiceAccountBuilder().withMetadata(meta(cluster)).build();
    }

    /** A member asks for the leader's address, and for nothing else. */
    private static Role role(DatabaseCluster cluster) {
        return new RoleBuilder()
                .withMetadata(meta(cluster))
                .addNewRule()
                .withApiGroups("")
                .withResources("pods")
                .withResourceNames(ClusterNames.leader(cluster))
                .withVerbs("get")
                .endRule()
                .build();
    }

    private static RoleBinding binding(DatabaseCluster cluster) {
        var name = ClusterNames.of(cluster);
        return new RoleBindingBuilder()
                .withMetadata(meta(cluster))
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                .addNewSubject(
                        null, "ServiceAccount", name, cluster.getMetadata().getNamespace())
                .build();
    }

    private static Service service(DatabaseCluster cluster) {
        return new ServiceBuilder()
                .withMetadata(meta(cluster))
                .withNewSpec()
                .withClusterIP("None")
                .withSelector(selector(cluster))
                .addNewPort()
                .withName(ClusterNames.PORT_NAME)
                .withPort(ClusterNames.PORT)
                .withNewTargetPort(ClusterNames.PORT_NAME)
                .endPort()
                .endSpec()
                .build();
    }

    private static ObjectMeta meta(DatabaseCluster cluster) {
        var name = ClusterNames.of(cluster);
        return Ownership.metadata(cluster, name, DemoLabels.ofCluster(name));
    }
}
