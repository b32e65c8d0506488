package com.isotoma.dboperator.operator.access;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an account, a Role or a RoleBinding that the cluster has is to become. What others have added to it stays; where it is
 * as wanted, the result equals it.
 */
final class Changes {
    private Changes() {}

    /** @param roleKeys annotations that go where they are not wanted */
    static ServiceAccount account(ServiceAccount found, ServiceAccount wanted, Set<String> roleKeys) {
        var before = found.getMetadata().getAnnotations();
        var annotations = new TreeMap<String, String>(before == null ? Map.of() : before);
        annotations.keySet().removeAll(roleKeys);
        annotations.putAll(wanted.getMetadata().getAnnotations());
        return new ServiceAccountBuilder(found)
                .editMetadata()
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }

    static Role role(Role found, Role wanted) {
        var role = new RoleBuilder(found)
                .withMetadata(held(found.getMetadata(), wanted.getMetadata()))
                .build();
        // One without rules has none at all.
        var rules = Objects.requireNonNullElse(found.getRules(), List.<PolicyRule>of());
        role.setRules(wanted.getRules().equals(rules) ? found.getRules() : wanted.getRules());
        return role;
    }

    /** @throws AccessConflict if it binds another Role, which no RoleBinding can be made to stop */
    static RoleBinding binding(RoleBinding found, RoleBinding wanted) {
        if (!found.getRoleRef().equals(wanted.getRoleRef())) {
            throw new AccessConflict("RoleBinding " + found.getMetadata().getName()
                    + " does not give the Role of the same name: delete it, and the operator makes it again");
        }
        return new RoleBindingBuilder(found)
                .withMetadata(held(found.getMetadata(), wanted.getMetadata()))
                .withSubjects(wanted.getSubjects())
                .build();
    }

    /** With the wanted finalizers: the API server takes none for what is being deleted. */
    private static ObjectMeta held(ObjectMeta found, ObjectMeta wanted) {
        if (found.getDeletionTimestamp() != null || found.getFinalizers().containsAll(wanted.getFinalizers())) {
            return found;
        }
        return new ObjectMetaBuilder(found)
                .addAllToFinalizers(wanted.getFinalizers())
                .build();
    }
}
