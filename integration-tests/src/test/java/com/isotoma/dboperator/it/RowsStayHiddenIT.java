package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Restores that a server refuses for what stands in a row, and those that leave something out, by runs as they are delivered. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class RowsStayHiddenIT {
    private static final String VALUE = "Sekret-7391";

    /**
     * Contents that can be dumped, and that the server does not take back.
     *
     * @param reason of what fails then
     */
    record Contents(SqlServer server, String reason, List<String> statements) {
        @Override
        public String toString() {
            return server.driver();
        }
    }

    static Stream<Contents> refused() {
        return Stream.of(
                new Contents(
                        Servers.POSTGRESQL,
                        "ConstraintViolated",
                        List.of(
                                "CREATE TABLE z (v text)",
                                "INSERT INTO z VALUES ('" + VALUE + "')",
                                "CREATE FUNCTION known(x text) RETURNS boolean LANGUAGE sql AS"
                                        + " 'SELECT EXISTS (SELECT 1 FROM public.z WHERE v = x)'",
                                "CREATE TABLE a (v text CHECK (public.known(v)))",
                                "INSERT INTO a VALUES ('" + VALUE + "')")),
                new Contents(
                        Servers.MARIADB,
                        "RestoreFailed",
                        List.of(
                                "CREATE TABLE a (v VARCHAR(60), CONSTRAINT brief CHECK (CHAR_LENGTH(v) < 5))",
                                "SET SESSION check_constraint_checks = OFF",
                                "INSERT INTO a VALUES ('" + VALUE + "')")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anErrorOfTheServerEndsAVerificationAndARestoreAtOnceWithoutAWordOfTheRow(Contents contents) throws Exception {
        try (var namespace = TestNamespace.create(contents.server());
                var jobs = new JobLog(namespace)) {
            namespace.apply(DatabaseYaml.of(contents.server(), "orders").set("deletionPolicy", "Delete"));
            namespace.awaitReady("orders");
            try (var connection = contents.server().asApplication(namespace.secretValues("orders"))) {
                run(connection, contents.statements());
            }

            namespace.apply(Yaml.backup("nightly", "orders") + "  verify: true\n");
            TestNamespace.await()
                    .untilAsserted(
                            () -> assertThat(verified(namespace).getStatus()).isEqualTo("False"));
            var logs = logs(namespace);
            namespace.apply(Yaml.restore("back", "orders", "backup: nightly", "WithoutBackup"));
            var restore = namespace.awaitRestore("back", RestorePhase.FAILED);
            logs += logs(namespace);

            assertThat(verified(namespace).getReason()).isEqualTo(contents.reason());
            assertThat(verified(namespace).getMessage()).contains("a");
            assertThat(ready(restore)).extracting(Condition::getReason).contains(contents.reason());
            assertThat(jobs.created().stream().filter(job -> job.contains("verify")))
                    .hasSize(1);
            assertThat(jobs.created().stream().filter(job -> job.contains("restore")))
                    .hasSize(1);
            assertThat(restore.getStatus().attempts()).isEqualTo(1);
            assertThat(logs).contains("Attempt 1 at the verification begins");
            assertThat(namespace.everythingButSecrets() + Serialization.asYaml(restore) + logs)
                    .doesNotContain(VALUE);
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    @Test
    void whatABackupCannotCarryIsSaidByItAndByTheRestore() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var namespace = TestNamespace.create(server)) {
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            namespace.awaitReady("orders");
            var secret = namespace.secretValues("orders");
            server.store(secret, "kept");
            try (var connection = server.asRootIn(SqlServer.value(secret, "database"))) {
                run(connection, List.of("CREATE PUBLICATION everything FOR ALL TABLES"));
            }

            namespace.backupOf("orders", "nightly");
            var backup = namespace.awaitBackup("nightly", BackupPhase.COMPLETED);
            namespace.apply(Yaml.restore("back", "orders", "backup: nightly", "WithoutBackup"));
            var restore = namespace.awaitRestore("back", RestorePhase.COMPLETED);

            assertThat(backup.getStatus().conditions())
                    .anySatisfy(c -> assertThat(c.getReason() + ": " + c.getMessage())
                            .startsWith("RestoreWillLeaveOut: ")
                            .contains("PUBLICATION")
                            .contains("everything"));
            assertThat(restore.getStatus().conditions()).anySatisfy(c -> {
                assertThat(c.getType()).isEqualTo("FullyRestored");
                assertThat(c.getStatus()).isEqualTo("False");
                assertThat(c.getReason()).isEqualTo("LeftOut");
                assertThat(c.getMessage()).contains("PUBLICATION").contains("everything");
            });
            for (var reason : List.of("RestoreWillLeaveOut", "LeftOut")) {
                TestNamespace.await()
                        .untilAsserted(() -> assertThat(namespace.events(reason))
                                .isNotEmpty()
                                .allSatisfy(note -> assertThat(note).contains("everything")));
            }
            assertThat(server.stored(namespace.secretValues("orders"))).containsExactly("kept");
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    private static void run(Connection connection, List<String> statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Condition verified(TestNamespace namespace) {
        return conditions(Objects.requireNonNull(namespace.backup("nightly"))).stream()
                .filter(c -> c.getType().equals("Verified"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not verified yet: " + namespace.backup("nightly")));
    }

    private static List<Condition> conditions(Backup backup) {
        return Objects.requireNonNull(backup.getStatus().conditions());
    }

    private static List<Condition> ready(Restore restore) {
        return Objects.requireNonNull(restore.getStatus().conditions());
    }

    /** Of the pods that are there now. */
    private static String logs(TestNamespace namespace) {
        return namespace.client.pods().inNamespace(namespace.name).list().getItems().stream()
                .map(pod -> log(namespace, pod.getMetadata().getName()))
                .collect(Collectors.joining("\n"));
    }

    /** Nothing of one that has been removed since it was listed. */
    private static String log(TestNamespace namespace, String pod) {
        try {
            return namespace
                    .client
                    .pods()
                    .inNamespace(namespace.name)
                    .withName(pod)
                    .getLog();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            return "";
        }
    }
}
