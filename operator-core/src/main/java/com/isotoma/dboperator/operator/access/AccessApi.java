package com.isotoma.dboperator.operator.access;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls on accounts, Roles and RoleBindings; none of them touches what somebody else has made. */
record AccessApi(KubernetesClient client) {
    /**
     * Makes them, or brings those that are there to what is wanted; the account first, so that it is found as long as
     * anything is left. One request each when they are new.
     *
     * @throws AccessConflict if one of that name is somebody else's, or a RoleBinding cannot be changed to what is wanted
     */
    void apply(AccessObjects wanted, DatabaseKey database) {
        create(
                wanted.account(),
                database,
                found -> found.getMetadata()
                        .getAnnotations()
                        .entrySet()
                        .containsAll(
                                wanted.account().getMetadata().getAnnotations().entrySet()));
        create(
                wanted.role(),
                database,
                // One without rules has none at all.
                found -> wanted.role().getRules().equals(Objects.requireNonNullElse(found.getRules(), List.of())));
        create(wanted.binding(), database, found -> {
            if (!found.getRoleRef().equals(wanted.binding().getRoleRef())) {
                throw new AccessConflict("RoleBinding " + found.getMetadata().getName()
                        + " does not give the Role of the same name: delete it, and the operator makes it anew");
            }
            return wanted.binding().getSubjects().equals(found.getSubjects());
        });
    }

    private interface Check<T> {
        boolean holds(T found);
    }

    private <T extends HasMetadata> void create(T wanted, DatabaseKey database, Check<T> asWanted) {
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
        if (!AccessObjects.ours(found, database)) {
            throw new AccessConflict(
                    wanted.getKind() + " " + wanted.getMetadata().getName() + " exists in namespace "
                            + wanted.getMetadata().getNamespace() + " and was not made by the operator for Database "
                            + database.name() + ": it is left alone; delete it, or give the Database another name");
        }
        if (!asWanted.holds(found)) {
            wanted.getMetadata().setResourceVersion(found.getMetadata().getResourceVersion());
            client.resource(wanted).update();
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
        if (found != null && AccessObjects.ours(found, database)) {
            client.resource(found)
                    .lockResourceVersion(found.getMetadata().getResourceVersion())
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
