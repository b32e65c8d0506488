package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the pods of a Database may do because of its DatabaseUsers, tried with their own token. */
@WithOperator
class UserRightsIT {
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
    private static final String SECRETS = "db-operator-driver-secrets";
    private static final String USERS = "db-operator-driver-users";

    @Test
    void itWritesItsOwnUsersAndTheirSecretsAndNoOthers() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var namespace = TestNamespace.create(server)) {
            var users = new DatabaseUsers(namespace, server);
            for (var name : new String[] {"orders", "billing"}) {
                // No run serves both.
                namespace.secret(name + "-admin", Map.of("password", server.adminPassword()));
                namespace.apply(DatabaseYaml.of(server, name)
                        .set("deletionPolicy", "Delete")
                        .secret("credentials.password", name + "-admin", "password"));
                namespace.awaitReady(name);
            }
            namespace.secret("mine", Map.of("password", "a person's"));
            users.apply("reader", "orders", "ReadOnly");
            users.apply("other", "billing", "ReadOnly");
            users.apply("greedy", "orders", "ReadOnly", "secret: {name: mine}");
            users.apply("planned", "orders", "ReadOnly", "secret: {name: absent}");
            users.awaitReady("reader");
            users.awaitReady("other");
            users.awaitReady("planned");
            users.awaitRefusal("greedy", "SecretConflict", "mine");
            try (var orders = Cluster.as(namespace.name, "db-operator-driver-orders")) {
                secrets(orders, namespace.name);
                Denied.byRbac(() -> user(orders, namespace.name, "other").get());
                Denied.byRbac(() -> user(orders, namespace.name, "reader").delete());
                Denied.byRbac(() -> orders.resources(DatabaseUser.class)
                        .inNamespace(namespace.name)
                        .list());
                Denied.by(USERS, () -> patch(orders, namespace.name, "{\"spec\":{\"access\":\"Owner\"}}"));
                Denied.by(
                        USERS,
                        () -> patch(orders, namespace.name, "{\"metadata\":{\"finalizers\":[\"example.com/x\"]}}"));
                patch(orders, namespace.name, "{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}");
            }
            assertThat(namespace.secretValues("mine")).containsExactly(Map.entry("password", "a person's"));
            for (var name : new String[] {"reader", "other", "greedy", "planned"}) {
                users.delete(name);
                users.awaitGone(name);
            }
        }
    }

    private static void secrets(KubernetesClient orders, String in) {
        assertThat(secret(orders, in, "reader").get().getData()).isNotEmpty();
        Denied.byRbac(() -> secret(orders, in, "other").get());
        // By RBAC it could, so that it finds out whose it is; the policy asks for the mark.
        assertThat(secret(orders, in, "mine").get().getData()).isNotEmpty();
        Denied.by(SECRETS, () -> secret(orders, in, "mine").delete());
        Denied.by(
                SECRETS,
                () -> orders.resource(
                                new SecretBuilder(secret(orders, in, "mine").get())
                                        .addToData("password", "eA==")
                                        .build())
                        .update());
        secret(orders, in, "absent").delete();
        for (var owner : new String[] {in + "/billing/planned", in + "/billing", "another/orders/planned"}) {
            Denied.by(SECRETS, () -> create(orders, in, "absent", owner));
        }
        Denied.by(SECRETS, () -> create(orders, in, "unnamed", in + "/orders/planned"));
        create(orders, in, "absent", in + "/orders/planned");
    }

    private static void create(KubernetesClient orders, String in, String name, String owner) {
        orders.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(in)
                        .withName(name)
                        .addToAnnotations("db.isotoma.com/owner", owner)
                        .addToLabels("app.kubernetes.io/managed-by", "db-operator")
                        .endMetadata()
                        .withType("servicebinding.io/postgresql")
                        .build())
                .create();
    }

    private static void patch(KubernetesClient orders, String in, String patch) {
        user(orders, in, "reader").patch(MERGE, patch);
    }

    private static Resource<DatabaseUser> user(KubernetesClient orders, String in, String name) {
        return orders.resources(DatabaseUser.class).inNamespace(in).withName(name);
    }

    private static Resource<Secret> secret(KubernetesClient orders, String in, String name) {
        return orders.secrets().inNamespace(in).withName(name);
    }
}
