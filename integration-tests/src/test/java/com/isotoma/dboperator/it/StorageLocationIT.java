package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.CopyPhase;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.testsupport.Bucket;
import com.isotoma.dboperator.testsupport.LocalServers;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** StorageLocations with the operator and a driver, as their keeper and as teams see them. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class StorageLocationIT {
    @Test
    void aTeamWithoutAnAccessKeyBacksUpRestoresAndDeletes() throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create();
                var locations = new Locations();
                var bucket = new Bucket()) {
            namespace.secret(DatabaseYaml.ADMIN, Map.of("password", server.adminPassword()));
            var good = locations.usable("good", namespace.name);
            var end = namespace.kubectl("wait", "--for=condition=Ready", "storagelocation/" + good, "--timeout=100s");
            assertThat(end.status()).as(end.output()).isZero();
            namespace.apply(
                    DatabaseYaml.of(server, "orders").without("backupTo.s3").set("backupTo.location", good));
            namespace.awaitReady("orders");
            var secret = namespace.secretValues("orders");
            server.store(secret, "backed up");

            namespace.backupOf("orders", "nightly");
            var folder = locations.prefix("good") + "/" + namespace.name + "/orders/";
            assertThat(namespace
                            .awaitBackup("nightly", BackupPhase.COMPLETED)
                            .getStatus()
                            .destination())
                    .startsWith("s3://" + LocalServers.of("S3", "BUCKET") + "/" + folder);
            assertThat(namespace.events("JobCreated"))
                    .anyMatch(note -> note.contains("backup Job " + Cluster.OPERATOR_NAMESPACE + "/nightly-"));
            assertThat(secrets(namespace)).as("nothing is copied").containsExactlyInAnyOrder("admin", "orders");
            assertNoAccountCanReadTheKey(namespace, good);

            server.store(secret, "newer");
            namespace.apply(Yaml.restore("back", "orders", "backup: nightly", "WithoutBackup"));
            namespace.awaitRestore("back", RestorePhase.COMPLETED);
            assertThat(server.stored(secret)).containsExactly("backed up");

            oneOfTwo(namespace, locations, good);
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
            assertThat(bucket.keys(folder)).anyMatch(key -> key.contains("-orders-final-"));
            assertThat(server.hasDatabase(SqlServer.value(secret, "database"))).isFalse();
        }
    }

    private static void assertNoAccountCanReadTheKey(TestNamespace namespace, String location) {
        var accounts = namespace
                .client
                .serviceAccounts()
                .inNamespace(namespace.name)
                .list()
                .getItems();
        assertThat(accounts).as("those of pods among them").isNotEmpty();
        for (var account : accounts) {
            try (var pod = Cluster.as(namespace.name, account.getMetadata().getName())) {
                assertForbidden(() ->
                        pod.resources(StorageLocation.class).withName(location).get());
                assertForbidden(() -> pod.secrets()
                        .inNamespace(Cluster.OPERATOR_NAMESPACE)
                        .withName("any")
                        .get());
            }
        }
    }

    private static void assertForbidden(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(403));
    }

    /** Of two locations one is broken, and says so itself. */
    private static void oneOfTwo(TestNamespace namespace, Locations locations, String good) throws Exception {
        var broken = locations.apply("broken", locations.key("wrong-secret-key"), "'*'");
        var end =
                namespace.kubectl("wait", "--for=condition=Ready=false", "storagelocation/" + broken, "--timeout=100s");
        assertThat(end.status()).as(end.output()).isZero();
        assertThat(namespace.kubectl("describe", "storagelocation", broken).output())
                .contains("does not let this access key", "spec.s3.credentials of StorageLocation " + broken)
                .doesNotContain("wrong-secret-key");

        namespace.apply(Yaml.backup("twice", "orders")
                + "  backupTo: [{location: %s}, {location: %s}]\n".formatted(broken, good));
        var status = namespace.awaitBackup("twice", BackupPhase.COMPLETED).getStatus();
        assertThat(status.copies()).extracting(c -> c.phase()).containsExactly(CopyPhase.FAILED, CopyPhase.COMPLETED);
        assertThat(condition(status, "AllCopies").getStatus()).isEqualTo("False");
        assertThat(condition(status, "AllCopies").getMessage()).contains(broken).doesNotContain("wrong-secret-key");
    }

    @Test
    void aNamespaceThatIsNotListedIsToldSoAndNothingRunsForItWithRightsOfTheOperatorsNamespace() throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server);
                var locations = new Locations()) {
            var others = locations.usable("others", "somebody-else");
            namespace.apply(DatabaseYaml.of(server, "orders"));
            namespace.awaitReady("orders");
            namespace.apply(Yaml.backup("stolen", "orders") + "  backupTo: [{location: %s}]\n".formatted(others));

            var status = namespace.awaitBackup("stolen", BackupPhase.FAILED).getStatus();
            assertThat(condition(status, "Failed").getReason()).isEqualTo("LocationNotAllowed");
            assertThat(status.message()).contains(others, "add " + namespace.name + " to its spec.allowedNamespaces");
            assertThat(namespace.events("LocationNotAllowed"))
                    .anyMatch(note -> note.startsWith("no StorageLocation " + others));
            assertThat(namespace.events("JobCreated"))
                    .anyMatch(note -> note.contains("backup Job stolen-"))
                    .noneMatch(note -> note.contains(Cluster.OPERATOR_NAMESPACE));

            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    @Test
    void theYoungerOfTwoThatShareFoldersIsNotUsedUntilItIsAlone() throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server);
                var locations = new Locations();
                var bucket = new Bucket()) {
            // Of one second the name decides.
            var older = locations.usable("a", namespace.name);
            var younger = locations.within("b", "a/inner", namespace.name);
            succeeds(namespace.kubectl(
                    "wait", "--for=condition=Stalled", "storagelocation/" + younger, "--timeout=100s"));
            assertThat(namespace.kubectl("describe", "storagelocation", younger).output())
                    .contains("LocationsNested", older);
            namespace.apply(DatabaseYaml.of(server, "orders"));
            namespace.awaitReady("orders");
            namespace.apply(Yaml.backup("refused", "orders") + "  backupTo: [{location: %s}]\n".formatted(younger));
            namespace.awaitBackup("refused", BackupPhase.FAILED);
            TestNamespace.await()
                    .untilAsserted(() ->
                            assertThat(namespace.events("LocationsNested")).anyMatch(note -> note.contains(younger)));
            // With another place, the run is in the operator's namespace, and refuses this one itself.
            namespace.apply(Yaml.backup("half", "orders")
                    + "  backupTo: [{location: %s}, {location: %s}]\n".formatted(younger, older));
            var status = namespace.awaitBackup("half", BackupPhase.COMPLETED).getStatus();
            assertThat(condition(status, "AllCopies").getMessage()).contains("shares folders with an older one");
            assertThat(bucket.keys(locations.prefix("a/inner"))).isEmpty();

            locations.remove(older);
            succeeds(
                    namespace.kubectl("wait", "--for=condition=Ready", "storagelocation/" + younger, "--timeout=180s"));
            namespace.apply(Yaml.backup("stored", "orders") + "  backupTo: [{location: %s}]\n".formatted(younger));
            namespace.awaitBackup("stored", BackupPhase.COMPLETED);
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    private static void succeeds(Program.End end) {
        assertThat(end.status()).as(end.output()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[team-*]                | names of namespaces, without patterns",
                "['*', team-a]           | remove the other names, or remove '*'",
                "[]                      | should have at least 1 items",
                "[a], checkInterval: 10s | spec.checkInterval"
            })
    void whatCannotWorkIsRefusedAtOnce(String allowed, String message) throws Exception {
        try (var namespace = TestNamespace.create()) {
            var yaml = """
                    apiVersion: db.isotoma.com/v1alpha1
                    kind: StorageLocation
                    metadata: {name: refused}
                    spec: {s3: {bucket: b}, allowedNamespaces: %s}
                    """.formatted(allowed);
            var end = namespace.kubectl(yaml, new String[] {"create", "--filename=-", "--dry-run=server"});
            assertThat(end.status()).isNotZero();
            assertThat(end.output()).contains(message);
        }
    }

    private static List<String> secrets(TestNamespace namespace) {
        return namespace.client.secrets().inNamespace(namespace.name).list().getItems().stream()
                .map(secret -> secret.getMetadata().getName())
                .toList();
    }

    private static Condition condition(BackupStatus status, String type) {
        return Objects.requireNonNull(status.conditions()).stream()
                .filter(c -> c.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
