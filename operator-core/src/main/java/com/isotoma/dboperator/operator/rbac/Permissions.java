package com.isotoma.dboperator.operator.rbac;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

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

    /** The same rights with one rule for each kind of object and set of verbs, so that hundreds of names stay readable. */
    static List<PolicyRule> merged(List<PolicyRule> rules) {
        var names = new LinkedHashMap<PolicyRule, NavigableSet<String>>();
        for (var rule : rules) {
            var given = Objects.requireNonNullElse(rule.getResourceNames(), List.<String>of());
            // A rule without names is about all of them.
            var kind = new PolicyRuleBuilder(rule)
                    .withResourceNames(given.isEmpty() ? List.of() : List.of("named"))
                    .build();
            names.computeIfAbsent(kind, k -> new TreeSet<>()).addAll(given);
        }
        return names.entrySet().stream()
                .map(entry -> new PolicyRuleBuilder(entry.getKey())
                        .withResourceNames(List.copyOf(entry.getValue()))
                        .build())
                .toList();
    }

    /** To read Secrets and ConfigMaps; nothing where there are none. */
    public static List<PolicyRule> reading(LocationKeys keys) {
        return reading(keys.secrets(), keys.configMaps());
    }

    /** The same by their names. */
    public static List<PolicyRule> reading(Collection<String> secrets, Collection<String> configMaps) {
        var rules = new ArrayList<PolicyRule>();
        if (!secrets.isEmpty()) {
            rules.add(named("", "secrets", secrets, "get"));
        }
        if (!configMaps.isEmpty()) {
            rules.add(named("", "configmaps", configMaps, "get"));
        }
        return rules;
    }
}
