package com.isotoma.dboperator.operator.rbac;

import static com.isotoma.dboperator.operator.rbac.Permissions.any;
import static com.isotoma.dboperator.operator.rbac.Permissions.named;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.LeaseNames;
import com.isotoma.dboperator.driver.support.Labels;
import com.isotoma.dboperator.operator.objects.Names;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the pods of a Database are to have. {@code docs/security.md} has their rights as tables, which tests compare with
 * this; {@code deploy/admission.yaml} keeps the operator from giving more, and drivers from using on others what has no
 * names here.
 *
 * @param home in its namespace
 * @param central in the operator's; null where none of them runs there
 * @param keys of the StorageLocations and the DatabaseServer that it uses
 * @param uids of the Databases that its runs may hold Secrets for
 * @param sharing what its shared runs have for other Databases
 */
record Rights(
        AccessObjects home,
        @Nullable AccessObjects central,
        LocationKeys keys,
        Set<String> uids,
        PodWork.Sharing sharing) {
    private static final String CORE = "";

    /** A service account, of which a Role and its binding have the name. */
    record Account(String namespace, String name) {
        /** For pods in the Database's own namespace. */
        static Account home(DatabaseKey database) {
            return new Account(database.namespace(), Names.account(database.name()));
        }

        /** For pods in the operator's. */
        static Account central(DatabaseKey database, String operatorNamespace) {
            return new Account(operatorNamespace, Names.centralAccount(database.namespace(), database.name()));
        }
    }

    /**
     * @param needs what follows from specs
     * @param siblings the same of other Databases of its namespace that its runs serve as well
     * @param keys of those locations among them that the namespace may use
     * @param ownAccount another account of the namespace that gets the same rights; null for none
     * @param elsewhere where pods run besides, with the same rights and the keys of locations; null for nowhere
     */
    static Rights of(
            Needs needs,
            List<Needs> siblings,
            LocationKeys keys,
            @Nullable String ownAccount,
            @Nullable Account elsewhere) {
        var database = new DatabaseKey(needs.namespace(), needs.database());
        var account = Account.home(database);
        var subjects = new ArrayList<Subject>();
        subjects.add(subject(account));
        if (ownAccount != null && !ownAccount.equals(account.name())) {
            subjects.add(AccessObjects.subject(account.namespace(), ownAccount));
        }
        if (elsewhere != null) {
            subjects.add(subject(elsewhere));
        }
        return new Rights(
                AccessObjects.of(account, database, homeRules(needs, siblings), subjects)
                        .held(),
                elsewhere == null
                        ? null
                        : AccessObjects.of(
                                elsewhere, database, centralRules(keys, database), List.of(subject(elsewhere))),
                keys,
                needs.uids(),
                new PodWork.Sharing(needs.sharedJobs(), needs.siblings()));
    }

    /** The same of a run that serves several Databases: what each of them needs, by name. */
    private static List<PolicyRule> homeRules(Needs needs, List<Needs> siblings) {
        var rules = new ArrayList<>(homeRules(needs));
        if (!needs.sharedJobs().isEmpty()) {
            rules.add(named("batch", "jobs", needs.sharedJobs(), "get"));
        }
        if (siblings.isEmpty()) {
            return rules;
        }
        siblings.forEach(sibling -> rules.addAll(homeRules(sibling)));
        return Permissions.merged(rules);
    }

    /** In the Database's namespace. The same needs give the same rules, in the same order. */
    static List<PolicyRule> homeRules(Needs needs) {
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
        rules.addAll(needs.rules());
        rules.add(named(CORE, "secrets", needs.published(), "delete", "get", "update"));
        if (!needs.secrets().isEmpty()) {
            rules.add(named(CORE, "secrets", needs.secrets(), "get", "patch"));
        }
        if (!needs.privateKeys().isEmpty()) {
            // A verb that nothing answers to, again: the policy asks for it when a run names them in a Backup.
            rules.add(named(CORE, "secrets", needs.privateKeys(), "use"));
        }
        if (!needs.readable().isEmpty()) {
            rules.add(named(CORE, "secrets", needs.readable(), "get"));
        }
        rules.add(any(CORE, "secrets", "create"));
        rules.addAll(lease(needs.namespace(), needs.database()));
        // Its uid tells it from others that have had its name.
        rules.add(named(CORE, "namespaces", List.of(needs.namespace()), "get"));
        rules.add(any(CORE, "events", "create"));
        return rules;
    }

    /**
     * In the operator's namespace: what its StorageLocations and its DatabaseServer refer to, and a Lease, which a run takes there where its
     * Database's namespace is being deleted and takes none. It can read StorageLocations and DatabaseServers besides, as {@code
     * deploy/driver-rbac.yaml} says.
     */
    static List<PolicyRule> centralRules(LocationKeys keys, DatabaseKey database) {
        var rules = new ArrayList<>(Permissions.reading(keys));
        rules.addAll(lease(database.namespace(), database.name()));
        return rules;
    }

    /** What is created has no name yet as far as RBAC knows: the policy asks for the first rule then. */
    private static List<PolicyRule> lease(String namespace, String database) {
        var lease = List.of(LeaseNames.of(namespace, database));
        return List.of(
                named("coordination.k8s.io", "leases", lease, "delete", "get", "update"),
                any("coordination.k8s.io", "leases", "create"));
    }

    /** The same for the same rights of the same accounts. */
    String digest() {
        return Labels.hash(Serialization.asJson(List.of(
                home.role().getRules(),
                home.binding().getSubjects(),
                central == null ? List.of() : central.role().getRules(),
                Objects.toString(keys.cloudRole()))));
    }

    private static Subject subject(Account account) {
        return AccessObjects.subject(account.namespace(), account.name());
    }
}
