package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.testsupport.Bucket;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The pod of a driver whose temporary folder takes nothing. */
@Execution(ExecutionMode.CONCURRENT)
class FullTemporaryFolderIT {
    @Test
    void theBackupSaysSoAndLeavesNothingAndTheNextRunMakesIt() throws Exception {
        try (var namespace = TestNamespace.create();
                var bucket = new Bucket()) {
            namespace.admitNoJobs();
            namespace.secret("admin", Map.of("password", PostgresqlServer.ADMIN_PASSWORD));
            namespace.secret(
                    "store",
                    Map.of("id", LocalServers.of("S3", "ACCESS_KEY"), "secret", LocalServers.of("S3", "SECRET_KEY")));
            namespace.apply(Yaml.postgresql("orders"));
            namespace.apply(Yaml.backup("nightly", "orders"));
            ran(DriverProgram.run(Operation.CREATE, namespace, "orders", null));

            var end = DriverProgram.runWithoutRoom(Operation.BACKUP, namespace, "orders", "nightly");

            assertThat(end.status()).as(end.log()).isEqualTo(1);
            assertThat(end.log()).doesNotContain("Exception in thread");
            var backup = Objects.requireNonNull(namespace.backup("nightly"));
            assertThat(backup.getStatus().message())
                    .startsWith("Attempt 1 of 4")
                    .contains("temporary folder");
            assertThat(bucket.openUploads(namespace.name + "/")).isZero();

            ran(DriverProgram.run(Operation.BACKUP, namespace, "orders", "nightly"));
            backup = Objects.requireNonNull(namespace.backup("nightly"));
            assertThat(backup.getStatus().phase()).isEqualTo(BackupPhase.COMPLETED);
            assertThat(bucket.backups(namespace.name + "/")).hasSize(1);
            namespace.deleteDatabase("orders");
            ran(DriverProgram.run(Operation.DROP, namespace, "orders", null));
        }
    }

    private static void ran(DriverProgram.End end) {
        assertThat(end.status()).as(end.log()).isZero();
    }
}
