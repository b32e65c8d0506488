package com.isotoma.dboperator.operator.rbac;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.driver.support.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A service account, a Role and a RoleBinding, all under one name. */
public record AccessObjects(ServiceAccount account, Role role, RoleBinding binding) {
    private static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";

    /** By which those of Databases are found, all of them. */
    static final Map<String, String> SELECTOR =
            Map.of(MANAGED_BY_LABEL, ApiGroup.MANAGED_BY, "app.kubernetes.io/name", "db-operator-driver");

    /** @param meta of all three */
    public static AccessObjects of(ObjectMeta meta, List<PolicyRule> rules, List<Subject> subjects) {
        return new AccessObjects(
                // Only the pods that ask for it get a token.
                new ServiceAccountBuilder()
                        .withMetadata(meta)
                        .withAutomountServiceAccountToken(false)
                        .build(),
                new RoleBuilder().withMetadata(meta).withRules(rules).build(),
                new RoleBindingBuilder()
                        .withMetadata(meta)
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", meta.getName())
                        .withSubjects(subjects)
                        .build());
    }

    /**
     * Those of a Database, which does not own them: a deletion in the foreground would take them from the very run that
     * carries it out.
     */
    static AccessObjects of(
            Rights.Account account, DatabaseKey database, List<PolicyRule> rules, List<Subject> subjects) {
        var labels = new TreeMap<String, String>(SELECTOR);
        labels.put("app.kubernetes.io/component", "driver");
        labels.put("app.kubernetes.io/part-of", "db-operator");
        labels.put(ApiGroup.DATABASE_LABEL, Labels.value(database.name()));
        if (!account.namespace().equals(database.namespace())) {
            labels.put(ApiGroup.NAMESPACE_LABEL, database.namespace());
        }
        return of(
                new ObjectMetaBuilder()
                        .withNamespace(account.namespace())
                        .withName(account.name())
                        .withLabels(labels)
                        .withAnnotations(Map.of(ApiGroup.OWNER_ANNOTATION, text(database)))
                        .build(),
                rules,
                subjects);
    }

    /** The same, with what else is to be said of the account. */
    public AccessObjects with(Map<String, String> annotations) {
        return new AccessObjects(
                new ServiceAccountBuilder(account)
                        .editMetadata()
                        .addToAnnotations(annotations)
                        .endMetadata()
                        .build(),
                role,
                binding);
    }

    public static Subject subject(String namespace, String account) {
        return new Subject(null, "ServiceAccount", account, namespace);
    }

    /** Whether the operator made it for this Database. */
    static boolean ours(HasMetadata object, DatabaseKey database) {
        return owner(object).filter(database::equals).isPresent();
    }

    /** The Database that the operator made it for, or that somebody says so of; empty for what is not the operator's. */
    static Optional<DatabaseKey> owner(HasMetadata object) {
        var meta = object.getMetadata();
        if (meta.getLabels() == null
                || meta.getAnnotations() == null
                || !ApiGroup.MANAGED_BY.equals(meta.getLabels().get(MANAGED_BY_LABEL))) {
            return Optional.empty();
        }
        return Optional.ofNullable(meta.getAnnotations().get(ApiGroup.OWNER_ANNOTATION))
                .map(text -> text.split("/", -1))
                .filter(parts -> parts.length == 2)
                .map(parts -> new DatabaseKey(parts[0], parts[1]));
    }

    /** The same with a Role and a RoleBinding that a deletion of their namespace leaves until the operator has ended with them. */
    AccessObjects held() {
        return new AccessObjects(
                account,
                new RoleBuilder(role)
                        .editMetadata()
                        .addToFinalizers(ApiGroup.ACCESS_FINALIZER)
                        .endMetadata()
                        .build(),
                new RoleBindingBuilder(binding)
                        .editMetadata()
                        .addToFinalizers(ApiGroup.ACCESS_FINALIZER)
                        .endMetadata()
                        .build());
    }

    /** Whether a deletion of its namespace would take it at once, although runs would need it. */
    static boolean unheld(HasMetadata object) {
        return !(object instanceof ServiceAccount)
                && object.getMetadata().getDeletionTimestamp() == null
                && !object.getMetadata().getFinalizers().contains(ApiGroup.ACCESS_FINALIZER);
    }

    private static String text(DatabaseKey database) {
        return database.namespace() + "/" + database.name();
    }
}
