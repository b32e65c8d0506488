package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.testsupport.Bucket;
import com.isotoma.dboperator.testsupport.CrampedServer;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A store whose disk is full. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class FullStoreIT {
    /** Room for each part, and not for the object that the store makes of them in the end. */
    private static final int LONGEST_FILE = 10;

    @Test
    void aBackupThatDoesNotFitIsNoneLeavesNothingAndIsMadeOnceThereIsRoom() throws Exception {
        var server = Servers.demoHttp();
        try (var full = CrampedServer.start("s3", LONGEST_FILE);
                var namespace = TestNamespace.create(server);
                var bucket = new Bucket()) {
            var yaml = DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete");
            namespace.apply(yaml);
            namespace.awaitReady("orders");
            server.fill(namespace.secretValues("orders"));
            var key = "backupTo.s3.credentials.secretAccessKey";
            namespace.apply(yaml.set("backupTo.s3.endpoint", full.of("ENDPOINT"))
                    .set(key, Map.of("value", full.of("SECRET_KEY"))));
            namespace.backupOf("orders", "nightly");

            TestNamespace.await()
                    .untilAsserted(() -> assertThat(Objects.requireNonNull(namespace.backup("nightly"))
                                    .getStatus()
                                    .message())
                            .contains("Attempt 1 of 4", "The object store"));
            assertThat(filesIn(Path.of(full.of("DIR")))).isEmpty();
            assertThat(namespace.status("orders").lastBackup()).isNull();

            namespace.apply(yaml.set("backupTo.s3.endpoint", LocalServers.of("S3", "ENDPOINT"))
                    .secret(key, DatabaseYaml.STORE, "secret"));
            namespace.awaitBackup("nightly", BackupPhase.COMPLETED);
            assertThat(bucket.backups(namespace.name + "/")).hasSize(1);
            Deletion.goesThrough(namespace);
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            // Locks of the store itself, which it makes for conditional writes, are empty and stay.
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/.vgwlocks/"))
                    .toList();
        }
    }
}
