package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.driver.create.CreateCheckpoints;
import com.isotoma.dboperator.driver.drop.DropCheckpoints;
import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.transfer.TransferCheckpoints;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two runs of one operation at once, as after a node was lost whose pod lives on: the first stands still until its lease
 * has run out and the second has done the work, and then wakes up.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class LeasedRunIT {
    private final RunsByHand runs = new RunsByHand();

    @AfterEach
    void close() throws Exception {
        runs.close();
    }

    @Test
    void aRunThatWakesUpDoesNotTouchTheServer() throws Exception {
        runs.namespace.apply(Yaml.postgresql("orders"));
        try (var first = runs.startStoppingAt(CreateCheckpoints.NAMES_RECORDED, Operation.CREATE)) {
            first.awaitStopped();
            RunsByHand.requireDone(runs.run(Operation.CREATE));
            var secret = runs.namespace.secretValues("orders");
            // The first would set the password that the Secret says.
            alterPassword(secret, "changed");
            var before = runs.versions();

            first.goOn();

            RunsByHand.requireLost(first);
            assertThat(runs.versions()).isEqualTo(before);
            try (var connection = DriverManager.getConnection(
                    SqlServer.value(secret, "jdbc-url"), SqlServer.value(secret, "username"), "changed")) {
                assertThat(connection.isValid(5)).isTrue();
            }
            alterPassword(secret, SqlServer.value(secret, "password"));
        }
        assertThat(runs.leases()).isEmpty();
    }

    @Test
    void aRunThatWakesUpDoesNotDropWhatWasMadeAnew() throws Exception {
        runs.create(DatabaseYaml.of(Servers.POSTGRESQL, "orders").set("deletionPolicy", "Delete"));
        var name = runs.namespace.secretValue("orders", "database");
        runs.namespace.deleteDatabase("orders");
        try (var first =
                runs.startStoppingAt(DropCheckpoints.phase(DatabasePhase.DELETION_IN_PROGRESS), Operation.DROP)) {
            first.awaitStopped();
            RunsByHand.requireDone(runs.run(Operation.DROP));
            assertThat(runs.namespace.database("orders")).isNull();
            assertThat(Servers.POSTGRESQL.hasDatabase(name)).isFalse();
            runs.create(DatabaseYaml.of(Servers.POSTGRESQL, "orders").set("deletionPolicy", "Delete"));
            var before = runs.versions();

            first.goOn();

            RunsByHand.requireLost(first);
            assertThat(runs.versions()).isEqualTo(before);
            assertThat(Servers.POSTGRESQL.hasDatabase(name)).isTrue();
            assertThat(Servers.POSTGRESQL.hasUser(runs.namespace.secretValue("orders", "username")))
                    .isTrue();
        }
    }

    static List<Checkpoint> aRunThatWakesUpDoesNotTouchTheStore() {
        return List.of(TransferCheckpoints.UPLOAD_BEGUN, TransferCheckpoints.OBJECT_STORED);
    }

    @ParameterizedTest
    @MethodSource
    void aRunThatWakesUpDoesNotTouchTheStore(Checkpoint step) throws Exception {
        runs.create(DatabaseYaml.of(Servers.POSTGRESQL, "orders"));
        runs.namespace.backupOf("orders", "nightly");
        try (var first = runs.startStoppingAt(step, Operation.BACKUP)) {
            first.awaitStopped();
            RunsByHand.requireDone(runs.run(Operation.BACKUP));

            requireNothingDoneAfterwards(first);
        }
    }

    @Test
    void aRunThatWakesUpInTheMiddleOfADumpDoesNotEndIt() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var gate = new Gate(server)) {
            runs.create(DatabaseYaml.of(server, "orders").set("connect.port", gate.port()));
            server.fill(runs.namespace.secretValues("orders"));
            gate.hold();
            runs.namespace.backupOf("orders", "nightly");
            try (var first = runs.start(Operation.BACKUP)) {
                gate.awaitHeld();
                first.stop();
                gate.open();
                RunsByHand.requireDone(runs.run(Operation.BACKUP));

                requireNothingDoneAfterwards(first);
            }
        }
    }

    /** Lets the first run go on, and sees that what the second has left stays as it is. */
    private void requireNothingDoneAfterwards(DriverProcess first) throws Exception {
        assertThat(runs.phase("nightly")).isEqualTo(BackupPhase.COMPLETED);
        assertThat(runs.attempts("nightly")).isEqualTo(2);
        assertThat(runs.namespace.status("orders").phase()).isEqualTo(DatabasePhase.CREATED);
        var keys = runs.stored();
        assertThat(keys).hasSize(1);
        var stored = runs.bucket.read(keys.getFirst());
        var before = runs.versions();

        first.goOn();

        RunsByHand.requireLost(first);
        assertThat(runs.versions()).isEqualTo(before);
        assertThat(runs.stored()).isEqualTo(keys);
        assertThat(runs.bucket.read(keys.getFirst())).isEqualTo(stored);
        assertThat(runs.openUploads()).isZero();
        assertThat(runs.leases()).isEmpty();
    }

    private static void alterPassword(Map<String, String> secret, String password) throws Exception {
        try (var connection = Servers.POSTGRESQL.asRoot();
                var statement = connection.createStatement()) {
            statement.execute("ALTER ROLE \"" + SqlServer.value(secret, "username") + "\" PASSWORD '" + password + "'");
        }
    }
}
