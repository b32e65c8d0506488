package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.LeaseNames;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Who may do what to which object: the API server's answers to each account's own token. The table of docs/security.md is
 * written from it by {@code -Ddocs.write=true}.
 */
@WithOperator
class RightsMatrixIT {
    private static final Server SERVER = Servers.demoHttp();
    private static final String HERE = Cluster.OPERATOR_NAMESPACE;
    private static final Path PAGE = Workspace.root().resolve("docs/security.md");
    private static final List<String> VERBS = List.of("get", "list", "create", "update", "patch", "delete");
    private static final String NONE = "–";

    /** @param resource with its subresource, if any */
    private record Thing(String label, String namespace, String group, String resource, String name) {}

    @Test
    void theTableOfTheDocumentationIsWhatTheApiServerSays() throws IOException {
        try (var namespace = TestNamespace.create();
                var other = TestNamespace.create();
                var locations = new Locations();
                var servers = new DatabaseServers()) {
            var server = servers.of(SERVER, namespace.name);
            var location = locations.usable("ours", namespace.name);
            for (var name : List.of("orders", "billing")) {
                namespace.secret(name + "-admin", Map.of("password", SERVER.adminPassword()));
                namespace.apply(DatabaseYaml.of(SERVER, name)
                        .without("backupTo")
                        .set("backupTo.location", location)
                        .set("deletionPolicy", "Delete")
                        .secret("credentials.password", name + "-admin", "password"));
                namespace.awaitReady(name);
            }
            namespace.apply(user("reader", "orders"));
            namespace.apply(user("other-reader", "billing"));
            namespace.apply(DatabaseServers.database("served", server));
            namespace.awaitReady("served");
            var accounts = accounts(namespace.name, location, server);
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(Cluster.admin()
                                    .serviceAccounts()
                                    .inNamespace(HERE)
                                    .withName("db-operator-driver---" + location)
                                    .get())
                            .isNotNull());
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(Serialization.asYaml(Cluster.admin()
                                    .rbac()
                                    .roles()
                                    .inNamespace(namespace.name)
                                    .withName("db-operator-driver-orders")
                                    .get()))
                            .contains("databaseusers"));
            var table = table(things(namespace.name, other.name, location, server), accounts);

            if (Boolean.getBoolean("docs.write")) {
                var lines = new ArrayList<>(Files.readAllLines(PAGE));
                int at = lines.indexOf(table.getFirst());
                assertThat(at).as("the head of the table").isNotNegative();
                lines.subList(at, at + written(table.getFirst()).size()).clear();
                lines.addAll(at, table);
                Files.write(PAGE, lines);
            }
            assertThat(written(table.getFirst())).containsExactlyElementsOf(table);

            for (var name : List.of("orders", "billing", "served")) {
                namespace.deleteDatabase(name);
                namespace.awaitGone(name);
            }
        }
    }

    private static String user(String name, String database) {
        return """
                apiVersion: db.isotoma.com/v1alpha1
                kind: DatabaseUser
                metadata: {name: %s}
                spec: {database: %s, access: ReadOnly}
                """.formatted(name, database);
    }

    /** Namespace and name of each. */
    private static Map<String, List<String>> accounts(String in, String location, String server) {
        var accounts = new LinkedHashMap<String, List<String>>();
        accounts.put("operator", List.of(HERE, Cluster.OPERATOR_ACCOUNT));
        accounts.put("a run", List.of(in, "db-operator-driver-orders"));
        accounts.put("a run in the operator's namespace", List.of(HERE, "db-operator-driver--" + in + ".orders"));
        accounts.put("a trial of a StorageLocation", List.of(HERE, "db-operator-driver---" + location));
        accounts.put(
                "another Database's run, on a DatabaseServer", List.of(HERE, "db-operator-driver--" + in + ".served"));
        accounts.put("a check of a DatabaseServer", List.of(HERE, "db-operator-driver----" + server));
        accounts.put("`db-operator-driver.probe`", List.of(HERE, "db-operator-driver.probe"));
        accounts.put("any other account", List.of(in, "default"));
        return accounts;
    }

    private static List<Thing> things(String in, String other, String location, String server) {
        var db = "db.isotoma.com";
        var leases = "coordination.k8s.io";
        var rbac = "rbac.authorization.k8s.io";
        var key = SecretReferences.of(Cluster.admin()
                        .resources(StorageLocation.class)
                        .withName(location)
                        .get()
                        .getSpec())
                .first();
        return List.of(
                new Thing("its Database's Secret", in, "", "secrets", "orders"),
                new Thing("a Secret that its Database names", in, "", "secrets", "orders-admin"),
                new Thing("the Secret of its DatabaseUser", in, "", "secrets", "reader"),
                new Thing("the Secret of another Database's DatabaseUser", in, "", "secrets", "other-reader"),
                new Thing("another Database's Secret", in, "", "secrets", "billing"),
                new Thing("a Secret that another Database names", in, "", "secrets", "billing-admin"),
                new Thing("a Secret of the same name in another namespace", other, "", "secrets", "orders"),
                new Thing("a Secret of `kube-system`", "kube-system", "", "secrets", "orders"),
                new Thing("a Secret that its StorageLocation names", HERE, "", "secrets", key),
                new Thing("the Secret of a DatabaseServer's admin", HERE, "", "secrets", server),
                new Thing("another Secret of the operator's namespace", HERE, "", "secrets", "another"),
                new Thing("its Database", in, db, "databases", "orders"),
                new Thing("its Database's status", in, db, "databases/status", "orders"),
                new Thing("another Database", in, db, "databases", "billing"),
                new Thing("another Database's status", in, db, "databases/status", "billing"),
                new Thing("its DatabaseUser", in, db, "databaseusers", "reader"),
                new Thing("its DatabaseUser's status", in, db, "databaseusers/status", "reader"),
                new Thing("another Database's DatabaseUser", in, db, "databaseusers", "other-reader"),
                new Thing("another Database's DatabaseUser's status", in, db, "databaseusers/status", "other-reader"),
                new Thing("a Database of another namespace", other, db, "databases", "orders"),
                new Thing("Backups", in, db, "backups", ""),
                new Thing("Restores", in, db, "restores", ""),
                new Thing(
                        "BackupSchedules (by policy, those of a DatabaseServer alone)", in, db, "backupschedules", ""),
                new Thing("Backups of another namespace", other, db, "backups", ""),
                new Thing("a StorageLocation", "", db, "storagelocations", location),
                new Thing("a StorageLocation's status", "", db, "storagelocations/status", location),
                new Thing("a DatabaseServer", "", db, "databaseservers", server),
                new Thing("a DatabaseServer's status", "", db, "databaseservers/status", server),
                new Thing("Drivers", "", db, "drivers", "postgresql"),
                new Thing("its Database's Lease", in, leases, "leases", LeaseNames.of(in, "orders")),
                new Thing("another Lease", in, leases, "leases", LeaseNames.of(in, "billing")),
                new Thing("the operator's Lease", HERE, leases, "leases", "db-operator"),
                new Thing("a Lease of `kube-system`", "kube-system", leases, "leases", "kube-scheduler"),
                new Thing("its namespace", in, "", "namespaces", in),
                new Thing("another namespace", other, "", "namespaces", other),
                new Thing("ConfigMaps", in, "", "configmaps", ""),
                new Thing("Jobs", in, "batch", "jobs", ""),
                new Thing("CronJobs", in, "batch", "cronjobs", ""),
                new Thing("pods", in, "", "pods", ""),
                new Thing("a shell in a pod", in, "", "pods/exec", ""),
                new Thing("service accounts", in, "", "serviceaccounts", ""),
                new Thing("a service account's token", in, "", "serviceaccounts/token", "default"),
                new Thing("Roles", in, rbac, "roles", ""),
                new Thing("RoleBindings", in, rbac, "rolebindings", ""),
                new Thing("ClusterRoles", "", rbac, "clusterroles", ""));
    }

    private static List<String> table(List<Thing> things, Map<String, List<String>> accounts) {
        var table = new ArrayList<String>();
        table.add("| object | " + String.join(" | ", accounts.keySet()) + " |");
        table.add("| --- |" + " --- |".repeat(accounts.size()));
        var columns = accounts.values().stream()
                .map(account -> column(account, things))
                .toList();
        for (int i = 0; i < things.size(); i++) {
            int row = i;
            table.add("| " + things.get(i).label() + " | "
                    + columns.stream().map(column -> column.get(row)).collect(Collectors.joining(" | ")) + " |");
        }
        return table;
    }

    private static List<String> column(List<String> account, List<Thing> things) {
        try (var client = Cluster.as(account.getFirst(), account.getLast())) {
            return things.stream().map(thing -> verbs(client, thing)).toList();
        }
    }

    private static String verbs(KubernetesClient client, Thing thing) {
        var may = VERBS.stream().filter(verb -> may(client, verb, thing)).collect(Collectors.joining(", "));
        return may.isEmpty() ? NONE : may;
    }

    private static boolean may(KubernetesClient client, String verb, Thing thing) {
        var resource = thing.resource().split("/", 2);
        // RBAC knows no name of what is listed or created.
        var nameless = verb.equals("list") || verb.equals("create");
        var review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(thing.namespace())
                .withVerb(verb)
                .withGroup(thing.group())
                .withResource(resource[0])
                .withSubresource(resource.length == 2 ? resource[1] : null)
                .withName(nameless ? "" : thing.name())
                .endResourceAttributes()
                .endSpec()
                .build();
        return client.resource(review).create().getStatus().getAllowed();
    }

    /** The table that the page has under this head. */
    private static List<String> written(String head) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(head))
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }
}
