package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.testsupport.Bucket;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills the driver after its first step, then after its second, and so on to the last, with the same resource all along:
 * each run must go on from wherever the one before was cut off.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class KilledDriverIT {
    private static final int MOST_STEPS = 40;

    private final TestNamespace namespace = TestNamespace.create();
    private final Bucket bucket = new Bucket();

    @BeforeEach
    void credentials() {
        namespace.admitNoJobs();
        namespace.secret("admin", Map.of("password", PostgresqlServer.ADMIN_PASSWORD));
        namespace.secret(
                "store",
                Map.of("id", LocalServers.of("S3", "ACCESS_KEY"), "secret", LocalServers.of("S3", "SECRET_KEY")));
        namespace.apply(Yaml.postgresql("orders"));
    }

    @AfterEach
    void close() throws Exception {
        DriverProgram.run(Operation.DROP, namespace, "orders", null);
        bucket.close();
        namespace.close();
    }

    @Test
    void createFinishesAfterBeingKilledAtEveryStep() throws Exception {
        String password = null;
        int killed = 0;
        for (int step = 1; step < MOST_STEPS; step++) {
            var end = DriverProgram.runKilledAt(step, Operation.CREATE, namespace, "orders", null);
            var secret = namespace.secret("orders");
            if (secret != null) {
                var now = namespace.secretValue("orders", "password");
                assertThat(password).as("a password once written stays").isIn(null, now);
                password = now;
            }
            if (!end.killed()) {
                assertThat(end.status()).as(end.log()).isZero();
                break;
            }
            killed++;
        }

        assertThat(killed).isGreaterThanOrEqualTo(6);
        var database = Objects.requireNonNull(namespace.database("orders"));
        assertThat(database.getStatus().phase()).isEqualTo(DatabasePhase.CREATED);
        assertThat(PostgresqlServer.databasesLike(likeOurs())).hasSize(1);
        // The owner and the login.
        assertThat(PostgresqlServer.rolesLike(likeOurs())).hasSize(2);
        try (var connection = PostgresqlServer.connect(namespace, "orders")) {
            assertThat(connection.isValid(5)).isTrue();
        }
        assertNoLeaseIsLeft();
    }

    @Test
    void backupLeavesOneObjectAndNoUploadAfterBeingKilledAtEveryStep() throws Exception {
        create();
        int killed = 0;
        int backups = 0;
        for (int step = 1; step < MOST_STEPS; step++) {
            // A fresh Backup each time: attempts are counted, and one that is killed too often is given up.
            var name = "nightly-" + step;
            namespace.apply(Yaml.backup(name, "orders"));
            backups++;
            var end = DriverProgram.runKilledAt(step, Operation.BACKUP, namespace, "orders", name);
            if (!end.killed()) {
                assertThat(end.status()).as(end.log()).isZero();
                break;
            }
            killed++;
            var next = DriverProgram.run(Operation.BACKUP, namespace, "orders", name);
            assertThat(next.status()).as(next.log()).isZero();
            var backup = Objects.requireNonNull(namespace.backup(name));
            assertThat(backup.getStatus().phase()).as(next.log()).isEqualTo(BackupPhase.COMPLETED);
            var database = Objects.requireNonNull(namespace.database("orders"));
            assertThat(database.getStatus().phase()).isEqualTo(DatabasePhase.CREATED);
            assertThat(database.getStatus().activeBackup()).isNull();
            assertThat(bucket.backups(namespace.name + "/orders/")).hasSize(backups);
            assertThat(bucket.openUploads(namespace.name + "/orders/")).isZero();
        }

        assertThat(killed).isGreaterThanOrEqualTo(10);
        assertNoLeaseIsLeft();
    }

    @Test
    void dropWithItsLastBackupFinishesAfterBeingKilledAtEveryStep() throws Exception {
        create();
        namespace.deleteDatabase("orders");
        int killed = 0;
        for (int step = 1; step < MOST_STEPS; step++) {
            var end = DriverProgram.runKilledAt(step, Operation.DROP, namespace, "orders", null);
            if (namespace.database("orders") == null) {
                break;
            }
            assertThat(end.killed()).as(end.log()).isTrue();
            killed++;
        }

        assertThat(killed).isGreaterThanOrEqualTo(3);
        assertThat(namespace.database("orders")).isNull();
        assertThat(namespace.secret("orders")).isNull();
        assertThat(PostgresqlServer.databasesLike(likeOurs())).isEmpty();
        assertThat(PostgresqlServer.rolesLike(likeOurs())).isEmpty();
        assertThat(bucket.backups(namespace.name + "/orders/")).hasSize(1);
        assertThat(bucket.openUploads(namespace.name + "/orders/")).isZero();
        assertThat(Objects.requireNonNull(namespace.secret("admin"))
                        .getMetadata()
                        .getFinalizers())
                .isEmpty();
    }

    private void create() throws Exception {
        var end = DriverProgram.run(Operation.CREATE, namespace, "orders", null);
        assertThat(end.status()).as(end.log()).isZero();
    }

    private void assertNoLeaseIsLeft() {
        assertThat(namespace.client.leases().inNamespace(namespace.name).list().getItems())
                .isEmpty();
    }

    private String likeOurs() {
        return namespace.name.replace("-", "\\_") + "\\_\\_orders%";
    }
}
