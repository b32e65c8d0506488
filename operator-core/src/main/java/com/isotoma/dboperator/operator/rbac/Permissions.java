package com.isotoma.dboperator.operator.rbac;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.util.Collection;
import java.util.List;

/** Entries of Roles. */
public final class Permissions {
    private Permissions() {}

    public static PolicyRule any(String group, String resource, String... verbs) {
        return named(group, resource, List.of(), verbs);
    }

    public static PolicyRule named(String group, String resource, Collection<String> names, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withResourceNames(List.copyOf(names))
                .withVerbs(verbs)
                .build();
    }

    /** To read Secrets; nothing where there are none. */
    public static List<PolicyRule> reading(LocationKeys keys) {
        return keys.secrets().isEmpty() ? List.of() : List.of(named("", "secrets", keys.secrets(), "get"));
    }
}
