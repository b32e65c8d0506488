package com.isotoma.dboperator.operator.access;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One service account in each namespace, bound to one ClusterRole. The operator may create both and change neither, so
 * it cannot widen what is there.
 */
public final class NamespaceAccess implements DriverAccess {
    static final String CLUSTER_ROLE = "db-operator-driver";
    private static final String BINDING = "db-operator-driver";

    /** After this long a namespace is looked at again, in case somebody has tidied up. */
    private static final Duration TRUST = Duration.ofMinutes(10);

    private static final Map<String, String> LABELS = Map.of(
            "app.kubernetes.io/name", "db-operator-driver",
            "app.kubernetes.io/component", "driver",
            "app.kubernetes.io/managed-by", ApiGroup.MANAGED_BY,
            "app.kubernetes.io/part-of", "db-operator");

    private final KubernetesClient client;
    private final Clock clock;
    private final Map<String, Instant> ensured = new ConcurrentHashMap<>();

    @Inject
    public NamespaceAccess(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public void ensure(String namespace) {
        var now = clock.instant();
        var since = ensured.get(namespace);
        if (since != null && since.plus(TRUST).isAfter(now)) {
            return;
        }
        createUnlessThere(new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(SERVICE_ACCOUNT)
                .withLabels(LABELS)
                .endMetadata()
                .build());
        var wanted = binding(namespace);
        if (!createUnlessThere(wanted)) {
            check(wanted, client.resource(wanted).get());
        }
        ensured.values().removeIf(instant -> !instant.plus(TRUST).isAfter(now));
        ensured.put(namespace, now);
    }

    @Override
    public void doubt(String namespace) {
        ensured.remove(namespace);
    }

    /** @return whether it was created now */
    private boolean createUnlessThere(HasMetadata resource) {
        try {
            client.resource(resource).create();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == 409) {
                return false;
            }
            throw e;
        }
    }

    private static void check(RoleBinding wanted, RoleBinding found) {
        if (found == null || (found.getRoleRef().equals(wanted.getRoleRef()) && bindsTheAccount(found))) {
            return;
        }
        throw new AccessConflict("RoleBinding " + BINDING + " does not give ServiceAccount " + SERVICE_ACCOUNT
                + " the ClusterRole " + CLUSTER_ROLE + ": delete it, and the operator makes it anew");
    }

    private static boolean bindsTheAccount(RoleBinding found) {
        return found.getSubjects().stream()
                .anyMatch(subject -> "ServiceAccount".equals(subject.getKind())
                        && SERVICE_ACCOUNT.equals(subject.getName())
                        && found.getMetadata().getNamespace().equals(subject.getNamespace()));
    }

    private static RoleBinding binding(String namespace) {
        return new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(BINDING)
                .withLabels(LABELS)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", CLUSTER_ROLE)
                .addNewSubject(null, "ServiceAccount", SERVICE_ACCOUNT, namespace)
                .build();
    }
}
