package com.isotoma.dboperator.operator.access;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Labels;
import com.isotoma.dboperator.operator.decision.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Service account, Role and RoleBinding of one Database, all under one name. The Database does not own them: a deletion in
 * the foreground would take them from the very run that carries it out.
 */
record AccessObjects(ServiceAccount account, Role role, RoleBinding binding) {
    private static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";

    /** By which they are found, all of them and nothing else of the operator's. */
    static final Map<String, String> SELECTOR =
            Map.of(MANAGED_BY_LABEL, ApiGroup.MANAGED_BY, "app.kubernetes.io/name", "db-operator-driver");

    /** @param ownAccount another account that gets the same rights; null for none */
    static AccessObjects of(Needs needs, @Nullable String ownAccount) {
        var name = Names.account(needs.database());
        var meta = meta(needs.namespace(), needs.database());
        var subjects = new ArrayList<Subject>();
        subjects.add(subject(needs.namespace(), name));
        if (ownAccount != null && !ownAccount.equals(name)) {
            subjects.add(subject(needs.namespace(), ownAccount));
        }
        return new AccessObjects(
                // Only the pods that ask for it get a token.
                new ServiceAccountBuilder()
                        .withMetadata(meta)
                        .withAutomountServiceAccountToken(false)
                        .build(),
                new RoleBuilder()
                        .withMetadata(meta)
                        .withRules(DriverRole.rules(needs))
                        .build(),
                new RoleBindingBuilder()
                        .withMetadata(meta)
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                        .withSubjects(subjects)
                        .build());
    }

    String digest() {
        return Labels.hash(Serialization.asJson(List.of(role.getRules(), binding.getSubjects())));
    }

    /** Whether the operator made it for this Database. */
    static boolean ours(HasMetadata object, DatabaseKey database) {
        return owner(object).filter(database::equals).isPresent();
    }

    /** The Database that the operator made it for; empty for somebody else's. */
    static Optional<DatabaseKey> owner(HasMetadata object) {
        var meta = object.getMetadata();
        if (meta.getLabels() == null
                || meta.getAnnotations() == null
                || !ApiGroup.MANAGED_BY.equals(meta.getLabels().get(MANAGED_BY_LABEL))) {
            return Optional.empty();
        }
        return Optional.ofNullable(meta.getAnnotations().get(ApiGroup.OWNER_ANNOTATION))
                .map(text -> text.split("/", -1))
                .filter(parts -> parts.length == 2 && parts[0].equals(meta.getNamespace()))
                .map(parts -> new DatabaseKey(parts[0], parts[1]));
    }

    private static ObjectMeta meta(String namespace, String database) {
        return new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(Names.account(database))
                .withLabels(Map.of(
                        MANAGED_BY_LABEL,
                        ApiGroup.MANAGED_BY,
                        "app.kubernetes.io/name",
                        "db-operator-driver",
                        "app.kubernetes.io/component",
                        "driver",
                        "app.kubernetes.io/part-of",
                        "db-operator",
                        ApiGroup.DATABASE_LABEL,
                        Labels.value(database)))
                .withAnnotations(Map.of(ApiGroup.OWNER_ANNOTATION, namespace + "/" + database))
                .build();
    }

    private static Subject subject(String namespace, String account) {
        return new Subject(null, "ServiceAccount", account, namespace);
    }
}
