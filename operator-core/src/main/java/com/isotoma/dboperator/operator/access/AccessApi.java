package com.isotoma.dboperator.operator.access;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
        create(wanted.account(), database, found -> Changes.account(found, wanted.account(), roleKeys));
        create(wanted.role(), database, found -> Changes.role(found, wanted.role()));
        create(wanted.binding(), database, found -> Changes.binding(found, wanted.binding()));
    }

    /**
     * The same for the Role and the RoleBinding of a namespace that is being deleted. The finalizer has kept them, and they
     * hold as before; the account went with the namespace.
     *
     * @throws AccessConflict if one of them is gone, which nobody can make again, or is somebody else's
     */
    void follow(AccessObjects wanted, DatabaseKey database) {
        follow(wanted.role(), database, found -> Changes.role(found, wanted.role()));
        follow(wanted.binding(), database, found -> Changes.binding(found, wanted.binding()));
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
    void remove(Account account, DatabaseKey database) {
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
}
