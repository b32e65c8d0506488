package com.isotoma.dboperator.operator.access;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.LeaseNames;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The rights of a Database's pods. {@code docs/security.md} has them as a table, which a test compares with this; {@code
 * deploy/admission.yaml} keeps the operator from giving more, and drivers from using on others what has no names here.
 */
final class DriverRole {
    private static final String CORE = "";

    private DriverRole() {}

    /** The same needs give the same rules, in the same order. */
    static List<PolicyRule> rules(Needs needs) {
        var own = List.of(needs.database());
        var rules = new ArrayList<PolicyRule>();
        rules.add(named(ApiGroup.NAME, "databases", own, "get", "patch"));
        rules.add(named(ApiGroup.NAME, "databases/status", own, "get", "patch", "update"));
        if (!needs.others().isEmpty()) {
            rules.add(named(ApiGroup.NAME, "databases", needs.others(), "get"));
        }
        if (!needs.uids().isEmpty()) {
            // A verb that nothing answers to: the policy asks for it when a run changes a finalizer of a Secret.
            rules.add(named(ApiGroup.NAME, "databases", needs.uids(), "hold"));
        }
        if (!needs.locations().isEmpty()) {
            // The same when a run names a location in a Backup.
            rules.add(named(ApiGroup.NAME, "storagelocations", needs.locations(), "use"));
        }
        rules.add(any(ApiGroup.NAME, "backups", "create", "delete", "get", "list", "patch"));
        rules.add(any(ApiGroup.NAME, "backups/status", "get", "patch", "update"));
        rules.add(any(ApiGroup.NAME, "restores", "get", "list", "patch"));
        rules.add(any(ApiGroup.NAME, "restores/status", "get", "patch", "update"));
        if (!needs.schedules().isEmpty()) {
            rules.add(named(ApiGroup.NAME, "backupschedules", needs.schedules(), "get"));
            rules.add(named(ApiGroup.NAME, "backupschedules/status", needs.schedules(), "patch"));
            // The CronJob controller chooses their names.
            rules.add(any("batch", "jobs", "get"));
        }
        rules.add(named(CORE, "secrets", own, "delete", "get", "update"));
        if (!needs.secrets().isEmpty()) {
            rules.add(named(CORE, "secrets", needs.secrets(), "get", "patch"));
        }
        rules.add(any(CORE, "secrets", "create"));
        rules.addAll(lease(needs.namespace(), needs.database()));
        rules.add(any(CORE, "events", "create"));
        return rules;
    }

    /** What is created has no name yet as far as RBAC knows: the policy asks for the first rule then. */
    static List<PolicyRule> lease(String namespace, String database) {
        var lease = List.of(LeaseNames.of(namespace, database));
        return List.of(
                named("coordination.k8s.io", "leases", lease, "delete", "get", "update"),
                any("coordination.k8s.io", "leases", "create"));
    }

    private static PolicyRule any(String group, String resource, String... verbs) {
        return named(group, resource, List.of(), verbs);
    }

    static PolicyRule named(String group, String resource, Collection<String> names, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withResourceNames(List.copyOf(names))
                .withVerbs(verbs)
                .build();
    }
}
