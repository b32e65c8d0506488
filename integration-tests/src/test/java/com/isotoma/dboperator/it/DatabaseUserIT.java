package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.ListedUser;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Further users of Databases, with the operator, from apply to their end. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class DatabaseUserIT {
    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "mariadb"})
    void usersHaveTheirRightsFromTheFirstTableToAfterARestore(String driver) throws Exception {
        var server = (SqlServer) Servers.of(driver);
        try (var namespace = TestNamespace.create(server)) {
            var users = new DatabaseUsers(namespace, server);
            users.apply("reader", "orders", "ReadOnly");
            users.awaitRefusal("reader", "DatabaseNotFound", "orders");
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            users.apply("writer", "orders", "ReadWrite", "secret: {name: for-the-writer}");
            users.apply("other", "orders", "Owner");
            users.awaitReady("reader");
            users.awaitReady("writer");
            users.awaitReady("other");
            assertThat(Objects.requireNonNull(namespace.status("orders").users()).stream()
                            .map(ListedUser::name))
                    .containsExactly("other", "reader", "writer");
            assertThat(namespace.secretValues("reader").keySet())
                    .isEqualTo(namespace.secretValues("orders").keySet());

            rights(namespace, users);
            namespace.backupOf("orders", "nightly");
            var unused = namespace.awaitBackup("nightly", BackupPhase.COMPLETED);
            users.apply("late", "orders", "ReadOnly");
            users.awaitReady("late");
            var before = namespace.secretValues("reader");
            namespace.apply(Yaml.restore("back", "orders", "backup: nightly", "WithoutBackup"));
            assertThat(namespace
                            .awaitRestore("back", RestorePhase.COMPLETED)
                            .getStatus()
                            .backup())
                    .isEqualTo("nightly");
            assertThat(users.may("late", "SELECT n FROM by_application")).isTrue();
            rightsAfterwards(users);
            users.awaitReady("reader");
            assertThat(namespace.secretValues("reader")).isEqualTo(before);

            end(namespace, users);
        }
    }

    private static void rights(TestNamespace namespace, DatabaseUsers users) {
        assertThat(users.may("orders", "CREATE TABLE by_application (n int)")).isTrue();
        assertThat(users.may("other", "CREATE TABLE by_owner (n int)")).isTrue();
        assertThat(users.may("orders", "ALTER TABLE by_owner ADD COLUMN m int")).isTrue();
        assertThat(users.may("reader", "CREATE TABLE by_reader (n int)")).isFalse();
        assertThat(namespace.events("Created")).isNotEmpty();
        rightsAfterwards(users);
    }

    private static void rightsAfterwards(DatabaseUsers users) {
        for (var table : new String[] {"by_application", "by_owner"}) {
            assertThat(users.may("reader", "SELECT n FROM " + table)).isTrue();
            assertThat(users.may("reader", "DELETE FROM " + table)).isFalse();
            assertThat(users.may("for-the-writer", "INSERT INTO " + table + " (n) VALUES (1)"))
                    .isTrue();
            assertThat(users.may("for-the-writer", "DROP TABLE " + table)).isFalse();
        }
    }

    private static void end(TestNamespace namespace, DatabaseUsers users) throws Exception {
        var reader = namespace.secretValues("reader");
        var writer = namespace.secretValues("for-the-writer");
        users.delete("reader");
        users.awaitGone("reader");
        assertThat(namespace.secret("reader")).isNull();
        assertThatThrownBy(() -> users.server().asApplication(reader)).isInstanceOf(SQLException.class);
        assertThat(users.may("orders", "DROP TABLE by_owner")).isTrue();
        namespace.deleteDatabase("orders");
        namespace.awaitGone("orders");
        users.awaitRefusal("writer", "DatabaseNotFound", "orders");
        assertThatThrownBy(() -> users.server().asApplication(writer)).isInstanceOf(SQLException.class);
        for (var name : new String[] {"writer", "other", "late"}) {
            users.delete(name);
            users.awaitGone(name);
        }
        assertThat(namespace.secret("for-the-writer")).isNull();
    }

    @Test
    void aUserOfADatabaseOfADatabaseServerIsRotatedAndChanged() throws Exception {
        try (var namespace = TestNamespace.create();
                var servers = new DatabaseServers()) {
            var users = new DatabaseUsers(namespace, Servers.POSTGRESQL);
            namespace.apply(DatabaseServers.database("orders", servers.of(Servers.POSTGRESQL, "'*'")));
            users.apply("reader", "orders", "ReadOnly", "rotation: {overlap: 10s}");
            users.awaitReady("reader");
            assertThat(users.may("orders", "CREATE TABLE t (n int)")).isTrue();
            var first = namespace.secretValues("reader");
            var annotated = namespace.kubectl("annotate", "databaseuser", "reader", "db.isotoma.com/rotate=please");
            assertThat(annotated.status()).isZero();

            TestNamespace.await().untilAsserted(() -> {
                var rotation = Objects.requireNonNullElse(users.status("reader").rotation(), RotationStatus.NONE);
                assertThat(rotation.served()).isEqualTo("please");
                assertThat(rotation.retireAt()).isNull();
            });
            assertThat(namespace.secretValues("reader").get("username")).isNotEqualTo(first.get("username"));
            assertThat(users.may("reader", "SELECT n FROM t")).isTrue();
            assertThatThrownBy(() -> Servers.POSTGRESQL.asApplication(first)).isInstanceOf(SQLException.class);
            assertThat(users.condition("reader", "PasswordRotated").getStatus()).isEqualTo("True");

            users.apply("reader", "orders", "ReadWrite", "rotation: {overlap: 10s}");
            users.awaitReady("reader");
            assertThat(users.may("reader", "INSERT INTO t VALUES (1)")).isTrue();
            users.delete("reader");
            users.awaitGone("reader");
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    @Test
    void whatIsNotItsOwnIsLeftAloneAndSaidSo() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var namespace = TestNamespace.create(server);
                var other = TestNamespace.create(server)) {
            var users = new DatabaseUsers(namespace, server);
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            namespace.secret("mine", Map.of("password", "do-not-touch"));
            users.apply("mine", "orders", "ReadOnly");
            // The Secret of the Database itself is not a user's either.
            users.apply("greedy", "orders", "Owner", "secret: {name: orders}");
            users.awaitRefusal("mine", "SecretConflict", "Secret mine exists");
            users.awaitRefusal("greedy", "SecretConflict", "orders");
            assertThat(namespace.secretValues("mine")).containsExactly(Map.entry("password", "do-not-touch"));
            assertThat(users.condition("mine", "Stalled").getStatus()).isEqualTo("True");
            namespace.awaitReady("orders");

            // Of another namespace there is no such Database.
            var elsewhere = new DatabaseUsers(other, server);
            elsewhere.apply("reader", "orders", "Owner");
            elsewhere.awaitRefusal("reader", "DatabaseNotFound", "in this namespace");

            users.apply("reader", "orders", "ReadOnly");
            users.awaitReady("reader");
            var username = Objects.requireNonNull(users.status("reader").username());
            // Another Database cannot have a user's account, and a user not that of another.
            namespace.apply(DatabaseYaml.of(server, "taker")
                    .set("name", username)
                    .set("adoption", "Always")
                    .set("deletionPolicy", "Delete"));
            namespace.awaitRefusal("taker", "NameConflict");
            assertThat(users.may("reader", "SELECT 1")).isTrue();

            for (var name : new String[] {"mine", "greedy", "reader"}) {
                users.delete(name);
                users.awaitGone(name);
            }
            assertThat(namespace.secretValues("mine")).containsExactly(Map.entry("password", "do-not-touch"));
            assertThat(users.may("orders", "SELECT 1")).isTrue();
        }
    }

    @Test
    void theyGoWithTheirNamespace() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var namespace = TestNamespace.create(server)) {
            var users = new DatabaseUsers(namespace, server);
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            users.apply("reader", "orders", "ReadOnly");
            users.awaitReady("reader");
            var username = Objects.requireNonNull(users.status("reader").username());

            namespace.client.namespaces().withName(namespace.name).delete();

            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace
                                    .client
                                    .namespaces()
                                    .withName(namespace.name)
                                    .get())
                            .isNull());
            assertThat(server.hasUser(username)).isFalse();
        }
    }

    @Test
    void theyGoOnWhereTheirDatabaseIsRetainedAndMadeAgain() throws Exception {
        var server = Servers.MYSQL;
        try (var namespace = TestNamespace.create(server)) {
            var users = new DatabaseUsers(namespace, server);
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Retain"));
            users.apply("reader", "orders", "ReadOnly");
            users.awaitReady("reader");
            var before = namespace.secretValues("reader");
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
            users.awaitRefusal("reader", "DatabaseNotFound", "orders");
            assertThat(users.may("reader", "SELECT 1")).isTrue();

            // The same Database again takes its database up, and the user goes on.
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            users.awaitReady("reader");
            assertThat(namespace.secretValues("reader")).isEqualTo(before);
            users.delete("reader");
            users.awaitGone("reader");
            assertThat(server.hasUser(SqlServer.value(before, "username"))).isFalse();
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    @Test
    void aDriverThatHasNoUsersSaysSo() throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server)) {
            var users = new DatabaseUsers(namespace, Servers.POSTGRESQL);
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            users.apply("reader", "orders", "ReadOnly");
            users.awaitRefusal("reader", "NotSupported", "demo-http");
            namespace.awaitReady("orders");
            assertThat(namespace.secret("reader")).isNull();
            users.delete("reader");
            users.awaitGone("reader");
        }
    }
}
