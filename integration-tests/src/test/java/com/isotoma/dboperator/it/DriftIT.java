package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DriftStatus;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What others change on the server or in a Secret is mended at the interval of the DatabaseServer, and said. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class DriftIT {
    /** Until the next comparison, and what it takes. */
    private static final Duration INTERVAL = Duration.ofMinutes(3);

    private static final List<String> NAMES = List.of("same", "password", "rights", "edited", "deleted", "gone");

    static Stream<SqlServer> servers() {
        return Stream.of(Servers.POSTGRESQL, Servers.MYSQL, Servers.MARIADB);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void whatDiffersIsMendedAndADatabaseThatIsGoneIsNotMadeAgain(SqlServer server) throws Exception {
        try (var namespace = TestNamespace.create();
                var servers = new DatabaseServers()) {
            var name = servers.of(server, namespace.name, "deletionPolicy: Delete\n  driftInterval: '0'");
            for (var database : NAMES) {
                namespace.apply(DatabaseServers.database(database, name));
            }
            for (var database : NAMES) {
                namespace.awaitReady(database);
                server.store(namespace.secretValues(database), "of " + database);
            }
            var version = version(namespace);
            var edited = namespace.secretValues("edited");
            var gone = SqlServer.value(namespace.secretValues("gone"), "database");

            otherPassword(server, namespace.secretValues("password"));
            lessRights(
                    server,
                    namespace.secretValues("rights"),
                    String.valueOf(namespace.status("rights").username()));
            namespace
                    .client
                    .secrets()
                    .inNamespace(namespace.name)
                    .withName("edited")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"stringData\":{\"host\":\"elsewhere\"}}");
            namespace
                    .client
                    .secrets()
                    .inNamespace(namespace.name)
                    .withName("deleted")
                    .delete();
            server.lose(gone);
            assertThat(namespace.events("DriftMended")).isEmpty();

            servers.apply(name, server, namespace.name, "deletionPolicy: Delete\n  driftInterval: 1m");
            for (var database : List.of("password", "rights", "edited", "deleted")) {
                TestNamespace.await().atMost(INTERVAL).untilAsserted(() -> {
                    assertThat(drift(namespace, database).mended()).as(database).isEqualTo(1);
                    server.store(namespace.secretValues(database), "again");
                });
                assertThat(server.stored(namespace.secretValues(database))).containsExactly("of " + database, "again");
            }
            assertThat(namespace.secretValues("edited")).isEqualTo(edited);
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace.events("DriftMended"))
                            .hasSize(4)
                            .anyMatch(note -> note.contains("cannot log in with the password of the Secret"))
                            .anyMatch(note -> note.contains("the Secret edited differs in host"))
                            .anyMatch(note -> note.contains("the Secret deleted is missing")));

            TestNamespace.await().atMost(INTERVAL).untilAsserted(() -> {
                assertThat(namespace.condition("gone", "Ready").getReason()).isEqualTo("DatabaseMissing");
                assertThat(namespace.condition("gone", "Ready").getStatus()).isEqualTo("False");
            });
            assertThat(server.hasDatabase(gone)).isFalse();
            TestNamespace.await()
                    .atMost(INTERVAL)
                    .untilAsserted(() ->
                            assertThat(drift(namespace, "same").lastCheckTime()).isNotNull());
            assertThat(drift(namespace, "same").mended()).isNull();
            assertThat(version(namespace)).isEqualTo(version);
            assertThat(namespace.condition("same", "Ready").getStatus()).isEqualTo("True");
            for (var database : NAMES) {
                namespace.deleteDatabase(database);
            }
            for (var database : NAMES) {
                namespace.awaitGone(database);
            }
        }
    }

    private static String version(TestNamespace namespace) {
        return Objects.requireNonNull(namespace.secret("same")).getMetadata().getResourceVersion();
    }

    private static DriftStatus drift(TestNamespace namespace, String database) {
        return Objects.requireNonNullElse(namespace.status(database).drift(), DriftStatus.NONE);
    }

    private static void otherPassword(SqlServer server, Map<String, String> secret) throws SQLException {
        var login = server.quoted(SqlServer.value(secret, "username"));
        execute(
                server,
                server != Servers.POSTGRESQL
                        ? "ALTER USER " + login + "@'%' IDENTIFIED BY 'Another-password-1'"
                        : "ALTER ROLE " + login + " PASSWORD 'Another-password-1'");
    }

    private static void lessRights(SqlServer server, Map<String, String> secret, String owner) throws SQLException {
        var login = server.quoted(SqlServer.value(secret, "username"));
        var database = server.quoted(SqlServer.value(secret, "database"));
        if (server != Servers.POSTGRESQL) {
            execute(server, "REVOKE INSERT, CREATE ON " + database.replace("_", "\\_") + ".* FROM " + login + "@'%'");
        } else {
            execute(server, "REVOKE " + server.quoted(owner) + " FROM " + login);
            execute(server, "REVOKE CONNECT ON DATABASE " + database + " FROM " + server.quoted(owner));
            execute(server, "GRANT CONNECT ON DATABASE " + database + " TO PUBLIC");
        }
    }

    private static void execute(SqlServer server, String sql) throws SQLException {
        try (var connection = server.asRoot();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
