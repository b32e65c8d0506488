package com.isotoma.dboperator.operator.rbac;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
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
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The calls on accounts, Roles and RoleBindings; none of them touches what somebody else has made.
 *
 * @param roleKeys annotations of accounts that go where they are not wanted
 */
record AccessApi(KubernetesClient client, Set<String> roleKeys) {
    /**
     * Makes them, or brings those that are there to what is wanted; the account first, so that it is found as long as
     * anything is left. One request each when they are new.
     *
     * @throws AccessConflict if one of that name is somebody else's, or a RoleBinding cannot be changed to what is wanted
     */
    void apply(AccessObjects wanted, DatabaseKey database) {
        create(wanted.account(), database, found -> changed(found, wanted.account(), roleKeys));
        applyRights(wanted, database);
    }

    /** The same for Role and RoleBinding alone. */
    void applyRights(AccessObjects wanted, DatabaseKey database) {
        create(wanted.role(), database, found -> changed(found, wanted.role()));
        create(wanted.binding(), database, found -> changed(found, wanted.binding()));
    }

    /**
     * The same for the Role and the RoleBinding of a namespace that is being deleted. The finalizer has kept them, and they
     * hold as before; the account went with the namespace.
     *
     * @throws AccessConflict if one of them is gone, which nobody can make again, or is somebody else's
     */
    void follow(AccessObjects wanted, DatabaseKey database) {
        follow(wanted.role(), database, found -> changed(found, wanted.role()));
        follow(wanted.binding(), database, found -> changed(found, wanted.binding()));
    }

    /**
     * Brings the Role alone to what is wanted.
     *
     * @return whether it was there
     */
    boolean update(AccessObjects wanted, DatabaseKey database) {
        var found = client.resource(wanted.role()).get();
        if (found == null) {
            return false;
        }
        bring(found, database, role -> changed(role, wanted.role()));
        return true;
    }

    private <T extends HasMetadata> void create(T wanted, DatabaseKey database, UnaryOperator<T> change) {
        try {
            client.resource(wanted).create();
            return;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
        var found = client.resource(wanted).get();
        if (found == null) {
            // Removed in this moment: the next look makes it.
            throw new KubernetesClientException(
                    wanted.getKind() + " " + wanted.getMetadata().getName() + " has just been removed");
        }
        bring(found, database, change);
    }

    private <T extends HasMetadata> void follow(T wanted, DatabaseKey database, UnaryOperator<T> change) {
        var found = client.resource(wanted).get();
        if (found == null) {
            throw new AccessConflict("namespace " + database.namespace() + " is being deleted and "
                    + wanted.getKind() + " " + wanted.getMetadata().getName()
                    + " is gone from it, without which a run has no rights there: carry Database " + database.name()
                    + " on by a run by hand, with the rights of an administrator");
        }
        bring(found, database, change);
    }

    private <T extends HasMetadata> void bring(T found, DatabaseKey database, UnaryOperator<T> change) {
        var meta = found.getMetadata();
        if (!AccessObjects.ours(found, database)) {
            throw new AccessConflict(found.getKind() + " " + meta.getName() + " exists in namespace "
                    + meta.getNamespace() + " and was not made by the operator for Database " + database.name()
                    + ": it is left alone; delete it, or give the Database another name");
        }
        var changed = change.apply(found);
        if (!changed.equals(found)) {
            client.resource(changed).update();
        }
    }

    /** Removes them, the account last; what is gone or somebody else's is no matter. */
    void remove(Rights.Account account, DatabaseKey database) {
        var namespace = account.namespace();
        var name = account.name();
        var rbac = client.rbac();
        remove(rbac.roleBindings().inNamespace(namespace).withName(name).get(), database);
        remove(rbac.roles().inNamespace(namespace).withName(name).get(), database);
        remove(client.serviceAccounts().inNamespace(namespace).withName(name).get(), database);
    }

    private void remove(@Nullable HasMetadata found, DatabaseKey database) {
        if (found == null || !AccessObjects.ours(found, database)) {
            return;
        }
        var left = found;
        if (found.getMetadata().getFinalizers().remove(ApiGroup.ACCESS_FINALIZER)) {
            left = client.resource(found).update();
        }
        // What was asked to go already went with its last finalizer.
        if (left.getMetadata().getDeletionTimestamp() == null) {
            client.resource(left)
                    .lockResourceVersion(left.getMetadata().getResourceVersion())
                    .delete();
        }
    }

    /** All that may have been made for Databases in these namespaces, or anywhere if none is given. */
    List<HasMetadata> list(Set<String> namespaces) {
        var found = new ArrayList<HasMetadata>();
        add(found, ServiceAccount.class, namespaces);
        add(found, Role.class, namespaces);
        add(found, RoleBinding.class, namespaces);
        return found;
    }

    private <T extends HasMetadata> void add(List<HasMetadata> found, Class<T> kind, Set<String> namespaces) {
        var all = client.resources(kind);
        if (namespaces.isEmpty()) {
            found.addAll(all.inAnyNamespace()
                    .withLabels(AccessObjects.SELECTOR)
                    .list()
                    .getItems());
        }
        for (var namespace : namespaces) {
            found.addAll(all.inNamespace(namespace)
                    .withLabels(AccessObjects.SELECTOR)
                    .list()
                    .getItems());
        }
    }

    /**
     * What an account that the cluster has is to become. What others have added to it stays; where it is as wanted, the
     * result equals it.
     *
     * @param roleKeys annotations that go where they are not wanted
     */
    private static ServiceAccount changed(ServiceAccount found, ServiceAccount wanted, Set<String> roleKeys) {
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

    private static Role changed(Role found, Role wanted) {
        var role = new RoleBuilder(found)
                .withMetadata(held(found.getMetadata(), wanted.getMetadata()))
                .build();
        // One without rules has none at all.
        var rules = Objects.requireNonNullElse(found.getRules(), List.<PolicyRule>of());
        role.setRules(wanted.getRules().equals(rules) ? found.getRules() : wanted.getRules());
        return role;
    }

    /** @throws AccessConflict if it binds another Role, which no RoleBinding can be made to stop */
    private static RoleBinding changed(RoleBinding found, RoleBinding wanted) {
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
