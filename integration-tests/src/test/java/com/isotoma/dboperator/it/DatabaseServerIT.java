package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** DatabaseServers with the operator and a driver, as their owner and as teams see them. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class DatabaseServerIT {
    private static final String HERE = Cluster.OPERATOR_NAMESPACE;
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
    private static final Server SERVER = Servers.POSTGRESQL;

    @Test
    void aTeamThatNeverSeesTheAdminHasADatabase() throws Exception {
        try (var namespace = TestNamespace.create();
                var other = TestNamespace.create();
                var servers = new DatabaseServers()) {
            var server = servers.of(SERVER, namespace.name);
            var end = namespace.kubectl("wait", "--for=condition=Ready", "databaseserver/" + server, "--timeout=100s");
            assertThat(end.status()).as(end.output()).isZero();
            var check = Objects.requireNonNull(servers.get(server).getStatus().check());
            assertThat(check.version()).startsWith("PostgreSQL ");
            assertThat(check.identity()).isNotBlank();

            // As a person with the role edit in the namespace.
            try (var edit = Tenant.with("edit", namespace);
                    var team = Cluster.as(namespace.name, "tenant-edit")) {
                assertThat(edit).isNotNull();
                team.resource(DatabaseServers.database("orders", server))
                        .inNamespace(namespace.name)
                        .create();
                namespace.awaitReady("orders");
                SERVER.store(namespace.secretValues("orders"), "stored");
                assertThat(SERVER.stored(namespace.secretValues("orders"))).containsExactly("stored");
                assertThat(namespace.events("JobCreated"))
                        .anyMatch(note -> note.contains("create Job " + HERE + "/orders-"));
                theTeamCannotReach(team, namespace, server);
            }
            itsRunReadsItsOwnServersAdminOnly(namespace, servers, server);
            TestNamespace.await()
                    .untilAsserted(
                            () -> assertThat(servers.get(server).getStatus().databases())
                                    .isEqualTo(1));

            other.apply(DatabaseServers.database("stolen", server));
            other.awaitRefusal("stolen", "ServerNotAllowed", server, "add " + other.name);
            assertThat(other.secret("stolen")).isNull();
            assertThat(other.status("stolen").databaseName()).isNull();

            deletionWaits(namespace, servers, server);
            other.deleteDatabase("stolen");
            other.awaitGone("stolen");
        }
    }

    private static void theTeamCannotReach(KubernetesClient team, TestNamespace namespace, String server) {
        Denied.byRbac(() -> team.secrets().inNamespace(HERE).withName(server).get());
        Denied.byRbac(() -> team.pods().inNamespace(HERE).list());
        Denied.byRbac(() -> team.serviceAccounts()
                .inNamespace(HERE)
                .withName("db-operator-driver--" + namespace.name + ".orders")
                .get());
        assertThat(team.secrets().inNamespace(namespace.name).list().getItems())
                .extracting(secret -> secret.getMetadata().getName())
                .containsExactly("orders");
        // What a pod of its own could run as.
        try (var pod = Cluster.as(namespace.name, "db-operator-driver-orders")) {
            Denied.byRbac(() -> pod.secrets().inNamespace(HERE).withName(server).get());
            Denied.byRbac(
                    () -> pod.resources(DatabaseServer.class).withName(server).get());
        }
    }

    private static void itsRunReadsItsOwnServersAdminOnly(
            TestNamespace namespace, DatabaseServers servers, String server) {
        var others = servers.of(SERVER, "somebody-else");
        try (var run = Cluster.as(HERE, "db-operator-driver--" + namespace.name + ".orders")) {
            assertThat(run.secrets().inNamespace(HERE).withName(server).get().getData())
                    .containsOnlyKeys("password");
            Denied.byRbac(() -> run.secrets().inNamespace(HERE).withName(others).get());
            Denied.byRbac(() -> run.secrets().inNamespace(HERE).list());
            Denied.byRbac(() -> run.resources(DatabaseServer.class)
                    .withName(server)
                    .patch(MERGE, "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"));
            for (var name : new String[] {server, others}) {
                Denied.by("db-operator-driver-locations", () -> stands(run, name));
            }
        }
        try (var check = Cluster.as(HERE, "db-operator-driver----" + server)) {
            stands(check, server);
            Denied.by("db-operator-driver-locations", () -> stands(check, others));
            Denied.byRbac(
                    () -> check.secrets().inNamespace(HERE).withName(others).get());
        }
        try (var operator = Cluster.as(HERE, Cluster.OPERATOR_ACCOUNT)) {
            Denied.by(
                    "db-operator-servers",
                    () -> operator.resources(DatabaseServer.class)
                            .withName(server)
                            .patch(MERGE, "{\"spec\":{\"allowedNamespaces\":[\"*\"]}}"));
        }
    }

    private static void stands(KubernetesClient client, String server) {
        client.resources(DatabaseServer.class)
                .withName(server)
                .dryRun()
                .subresource("status")
                .patch(MERGE, "{\"status\":{\"databases\":7}}");
    }

    private static void deletionWaits(TestNamespace namespace, DatabaseServers servers, String server)
            throws Exception {
        var secret = namespace.secretValues("orders");
        Cluster.admin().resources(DatabaseServer.class).withName(server).delete();
        TestNamespace.await().untilAsserted(() -> {
            var ready = condition(servers.get(server), "Ready");
            assertThat(ready.getReason()).isEqualTo("ServerInUse");
            assertThat(ready.getMessage()).contains(namespace.name + "/orders");
        });
        TestNamespace.await()
                .untilAsserted(() -> assertThat(servers.events(server, "ServerInUse"))
                        .anyMatch(note -> note.contains(namespace.name + "/orders")));

        namespace.deleteDatabase("orders");
        namespace.awaitGone("orders");
        assertThat(SERVER.hasDatabase(SqlServer.value(secret, "database"))).isFalse();
        TestNamespace.await()
                .untilAsserted(() -> assertThat(servers.isGone(server))
                        .as("only the Database held it")
                        .isTrue());
    }

    @Test
    void aDatabaseThatNamesItsServerItselfMovesToTheDatabaseServer() throws Exception {
        try (var namespace = TestNamespace.create(SERVER);
                var servers = new DatabaseServers()) {
            var server = servers.of(SERVER, namespace.name);
            namespace.apply(DatabaseYaml.of(SERVER, "orders").set("deletionPolicy", "Delete"));
            namespace.awaitReady("orders");
            var secret = namespace.secretValues("orders");
            SERVER.store(secret, "before");

            var database = namespace
                    .client
                    .resources(Database.class)
                    .inNamespace(namespace.name)
                    .withName("orders");
            move(database, server);
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace.status("orders").observedGeneration())
                            .isEqualTo(database.get().getMetadata().getGeneration()));

            namespace.awaitReady("orders");
            assertThat(namespace.secretValues("orders")).isEqualTo(secret);
            assertThat(SERVER.stored(secret)).containsExactly("before");
            assertThat(Objects.requireNonNull(namespace.secret("admin"))
                            .getMetadata()
                            .getFinalizers())
                    .as("the team's Secret with the admin is released")
                    .isEmpty();
            // Its backups go on to the team's own bucket.
            namespace.backupOf("orders", "nightly");
            namespace.awaitBackup("nightly", BackupPhase.COMPLETED);

            servers.apply(server, SERVER, "somebody-else");
            TestNamespace.await()
                    .untilAsserted(() ->
                            assertThat(namespace.events("ServerNotAllowed")).anyMatch(note -> note.contains(server)));
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(
                                    condition(servers.get(server), "Ready").getMessage())
                            .contains(namespace.name + "/orders"));
            assertThat(SERVER.stored(secret)).as("it stays").containsExactly("before");
            namespace.deleteDatabase("orders");
            namespace.awaitRefusal("orders", "ServerNotAllowed", "The deletion is held up", server);

            servers.apply(server, SERVER, namespace.name);
            namespace.awaitGone("orders");
            assertThat(SERVER.hasDatabase(SqlServer.value(secret, "database"))).isFalse();
        }
    }

    @Test
    void aForgedStatusDoesNotReachTheDatabaseOfAnotherTeam() throws Exception {
        try (var victim = TestNamespace.create();
                var thief = TestNamespace.create();
                var servers = new DatabaseServers()) {
            var server = servers.of(SERVER, "'*'");
            victim.apply(DatabaseServers.database("orders", server));
            thief.apply(DatabaseServers.database("orders", server));
            victim.awaitReady("orders");
            thief.awaitReady("orders");
            var secret = victim.secretValues("orders");
            SERVER.store(secret, "theirs");
            var own = thief.secretValues("orders");

            // The role admin of a namespace may, for repairs by hand.
            var orders = thief.client
                    .resources(Database.class)
                    .inNamespace(thief.name)
                    .withName("orders");
            orders.subresource("status").patch(MERGE, """
                    {"status": {"databaseName": "%s", "username": "%s"}}
                    """.formatted(
                    SqlServer.value(secret, "database"), victim.status("orders").username()));
            orders.patch(MERGE, "{\"metadata\": {\"annotations\": {\"db.isotoma.com/refresh\": \"1\"}}}");
            thief.awaitRefusal("orders", "DatabaseTaken", victim.name + "/orders");
            thief.deleteDatabase("orders");
            thief.awaitGone("orders");

            assertThat(SERVER.stored(secret)).containsExactly("theirs");
            SERVER.dropForeign(SqlServer.value(own, "database"));
            victim.deleteDatabase("orders");
            victim.awaitGone("orders");
        }
    }

    private static void move(Resource<Database> database, String server) {
        database.patch(MERGE, """
                {"spec": {"server": "%s", "driver": null, "connect": null, "credentials": null}}
                """.formatted(server));
    }

    @Test
    void anotherServerIsNotTakenForTheSame() throws Exception {
        try (var namespace = TestNamespace.create(Servers.demoHttp());
                var servers = new DatabaseServers()) {
            var server = servers.of(SERVER, namespace.name);
            namespace.apply(DatabaseYaml.of(Servers.demoHttp(), "orders").set("deletionPolicy", "Delete"));
            namespace.awaitReady("orders");
            var database = namespace
                    .client
                    .resources(Database.class)
                    .inNamespace(namespace.name)
                    .withName("orders");
            var inline = database.get().getSpec();
            var back = new HashMap<String, @Nullable Object>();
            back.put("driver", inline.driver());
            back.put("connect", inline.connect());
            back.put("credentials", inline.credentials());
            move(database, server);

            namespace.awaitRefusal("orders", "ServerChanged", "DatabaseServer " + server, "Nothing was changed");

            back.put("server", null);
            database.patch(MERGE, Serialization.asJson(Map.of("spec", back)));
            namespace.awaitReady("orders");
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    private static Condition condition(DatabaseServer server, String type) {
        return Objects.requireNonNull(server.getStatus().conditions()).stream()
                .filter(c -> c.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
