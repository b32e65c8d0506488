package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Database is one database, on one server, whatever becomes of the address, the server and its neighbours. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class IdentityIT {
    private static final String NAME = "orders";

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "mariadb", "demo-http"})
    void anotherAddressMakesNothingThereAndTheWayBackWorks(String driver) throws Exception {
        var server = Servers.of(driver);
        try (var second = OtherServer.than(driver);
                var namespace = TestNamespace.create(server)) {
            var yaml = DatabaseYaml.of(server, NAME).set("deletionPolicy", "Delete");
            create(namespace, server, yaml);
            var before = secret(namespace);
            namespace.secret("second", Map.of("password", second.server().adminPassword()));
            var elsewhere = DatabaseYaml.of(second.server(), NAME)
                    .set("driver", driver)
                    .set("deletionPolicy", "Delete")
                    .secret("credentials.password", "second", "password");

            namespace.apply(elsewhere);

            namespace.awaitRefusal(NAME, "ServerChanged", "accept-server", "Let the spec lead to that one again");
            assertThat(secret(namespace)).isEqualTo(before);
            assertThat(second.server().hasDatabase(database(namespace))).isFalse();
            namespace.backupOf(NAME, "elsewhere");
            var failed = namespace.awaitBackup("elsewhere", BackupPhase.FAILED);
            assertThat(failed.getStatus().conditions())
                    .anySatisfy(c -> assertThat(c.getReason()).isEqualTo("ServerChanged"));
            assertThat(second.server().hasDatabase(database(namespace))).isFalse();

            namespace.apply(yaml);
            namespace.awaitReady(NAME);
            assertThat(server.stored(namespace.secretValues(NAME))).containsExactly("kept");
            Deletion.goesThrough(namespace);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "mariadb", "demo-http"})
    void aDatabaseThatIsGoneIsMadeAgainByARestoreOrByAWordAndByNothingElse(String driver) throws Exception {
        var server = Servers.of(driver);
        try (var namespace = TestNamespace.create(server)) {
            create(namespace, server, DatabaseYaml.of(server, NAME).set("deletionPolicy", "Delete"));
            namespace.backupOf(NAME, "full");
            namespace.awaitBackup("full", BackupPhase.COMPLETED);
            var before = secret(namespace);
            lose(server, namespace);

            annotate(namespace, "refresh", "once");
            namespace.awaitRefusal(NAME, "DatabaseMissing", "start-empty", "Restore");
            assertThat(server.hasDatabase(database(namespace))).isFalse();
            namespace.apply(Yaml.restore("back", NAME, "backup: full", "Never"));
            namespace.awaitRestore("back", RestorePhase.COMPLETED);
            namespace.awaitReady(NAME);
            assertThat(server.stored(namespace.secretValues(NAME))).containsExactly("kept");
            assertThat(secret(namespace)).isEqualTo(before);

            lose(server, namespace);
            annotate(namespace, "start-empty", "once");
            TestNamespace.await()
                    .untilAsserted(() ->
                            assertThat(server.hasDatabase(database(namespace))).isTrue());
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace.status(NAME).words())
                            .satisfies(words -> assertThat(words.startEmpty()).isEqualTo("once")));
            server.store(namespace.secretValues(NAME), "new");
            lose(server, namespace);
            annotate(namespace, "refresh", "twice");
            namespace.awaitRefusal(NAME, "DatabaseMissing");
            Deletion.goesThrough(namespace);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "mariadb", "demo-http"})
    void adoptionTakesNothingFromADatabaseThatLives(String driver) throws Exception {
        var server = Servers.of(driver);
        var shared = "shared_" + UUID.randomUUID().toString().substring(0, 8);
        try (var first = TestNamespace.create(server);
                var second = TestNamespace.create(server)) {
            create(
                    first,
                    server,
                    DatabaseYaml.of(server, NAME).set("name", shared).set("deletionPolicy", "Delete"));
            second.apply(DatabaseYaml.of(server, NAME)
                    .set("name", shared)
                    .set("adoption", "Always")
                    .set("deletionPolicy", "Delete"));

            second.awaitRefusal(NAME, "NameConflict", first.name + "/" + NAME, "choose another spec.name");
            assertThat(second.condition(NAME, "Ready").getMessage()).doesNotContain("adopt");
            assertThat(second.secret(NAME)).isNull();
            assertThat(server.stored(first.secretValues(NAME))).containsExactly("kept");

            // What the message says can be done, since nothing was made yet.
            second.apply(
                    DatabaseYaml.of(server, NAME).set("name", shared + "_2").set("deletionPolicy", "Delete"));
            second.awaitReady(NAME);
            Deletion.goesThrough(second);
            Deletion.goesThrough(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "mariadb", "demo-http"})
    void aDefaultNameWorksWhateverTheNamespaceIsCalled(String driver) throws Exception {
        var server = Servers.of(driver);
        try (var namespace =
                TestNamespace.called("pg-" + UUID.randomUUID().toString().substring(0, 8), server)) {
            create(namespace, server, DatabaseYaml.of(server, NAME).set("deletionPolicy", "Delete"));
            namespace.backupOf(NAME, "full");
            namespace.awaitBackup("full", BackupPhase.COMPLETED);
            namespace.apply(Yaml.restore("back", NAME, "backup: full", "WithoutBackup"));
            namespace.awaitRestore("back", RestorePhase.COMPLETED);

            assertThat(server.stored(namespace.secretValues(NAME))).containsExactly("kept");
            var rename =
                    namespace.kubectl("patch", "database", NAME, "--type=merge", "--patch={\"spec\":{\"name\":\"x\"}}");
            assertThat(rename.status()).isNotZero();
            assertThat(rename.output()).contains("name cannot be changed any more");
            Deletion.goesThrough(namespace);
        }
    }

    private static void create(TestNamespace namespace, Server server, DatabaseYaml yaml) throws Exception {
        namespace.apply(yaml);
        namespace.awaitReady(NAME);
        assertThat(namespace.status(NAME).serverIdentity()).isNotBlank();
        server.store(namespace.secretValues(NAME), "kept");
    }

    private static void lose(Server server, TestNamespace namespace) throws Exception {
        server.lose(database(namespace));
        assertThat(server.hasDatabase(database(namespace))).isFalse();
    }

    private static void annotate(TestNamespace namespace, String annotation, String value) throws Exception {
        var end = namespace.kubectl(
                "annotate", "--overwrite", "database", NAME, "db.isotoma.com/" + annotation + "=" + value);
        assertThat(end.status()).as(end.output()).isZero();
    }

    private static String database(TestNamespace namespace) {
        return SqlServer.value(namespace.secretValues(NAME), "database");
    }

    /** All that applications read. */
    private static Map<String, String> secret(TestNamespace namespace) {
        return Objects.requireNonNull(namespace.secret(NAME)).getData();
    }
}
