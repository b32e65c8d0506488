package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a team does, with nothing but kubectl. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class KubectlIT {
    @Test
    void waitEndsWhenDatabaseAndBackupAreDone() throws Exception {
        try (var namespace = TestNamespace.create(Servers.POSTGRESQL)) {
            apply(namespace, DatabaseYaml.of(Servers.POSTGRESQL, "orders").toString());
            succeeds(namespace, "wait", "--for=condition=Ready", "database/orders", "--timeout=60s");
            apply(namespace, Yaml.backup("nightly", "orders"));
            succeeds(namespace, "wait", "--for=condition=Complete", "backup/nightly", "--timeout=60s");

            assertThat(succeeds(namespace, "get", "databases"))
                    .containsPattern(
                            "NAME +DRIVER +PHASE +READY +REASON +SECRET +LAST BACKUP +AGE\n"
                                    + "orders +postgresql +(Created|BackupCompleted|BackupInProgress) +True +Created +orders +");
            assertThat(succeeds(namespace, "get", "backups"))
                    .containsPattern("NAME +DATABASE +PHASE +REASON +VERIFIED +BYTES +COMPLETED +AGE\n"
                            + "nightly +orders +Completed +BackupSucceeded +\\d+ ");
            assertThat(succeeds(namespace, "get", "db-operator", "--output=name"))
                    .contains("database.db.isotoma.com/orders", "backup.db.isotoma.com/nightly");
            assertThat(succeeds(namespace, "describe", "database", "orders")).contains("JobCreated", "Created");
            succeeds(namespace, "delete", "database/orders", "--timeout=60s");
        }
    }

    @Test
    void waitEndsWhenABackupFails() throws Exception {
        try (var namespace = TestNamespace.create(Servers.demoHttp())) {
            var yaml = DatabaseYaml.of(Servers.demoHttp(), "orders").set("backupTo.s3.bucket", "no-such-bucket");
            apply(namespace, yaml.toString());
            apply(namespace, Yaml.backup("nightly", "orders"));
            succeeds(namespace, "wait", "--for=condition=Failed", "backup/nightly", "--timeout=60s");
            apply(namespace, yaml.set("deletionPolicy", "Delete").toString());
            succeeds(namespace, "delete", "database/orders", "--timeout=60s");
        }
    }

    @Test
    void theDocumentedExampleAppliesUnchangedAndSaysWhatItLacks() throws Exception {
        var example = Files.readString(
                Workspace.root().resolve("integration-tests/src/test/resources/seed-example.yaml"),
                StandardCharsets.UTF_8);
        try (var namespace = TestNamespace.create()) {
            apply(namespace, example);
            namespace.awaitRefusal("example", "SecretNotFound", "dbpassword");
            namespace.secret("dbpassword", Map.of("password", "none"));
            // The server of the example does not exist.
            namespace.awaitRefusal("example", "ServerUnreachable", "db.example.com");
            assertThat(Objects.requireNonNull(namespace.database("example"))
                            .getSpec()
                            .backupTo())
                    .isNotNull();
            succeeds(namespace, "delete", "database/example", "--timeout=60s");
        }
    }

    private static void apply(TestNamespace namespace, String yaml) throws IOException, InterruptedException {
        var end = namespace.kubectl(yaml, new String[] {"apply", "--filename=-"});
        assertThat(end.status()).as(end.output()).isZero();
    }

    private static String succeeds(TestNamespace namespace, String... arguments)
            throws IOException, InterruptedException {
        var end = namespace.kubectl(arguments);
        assertThat(end.status()).as(end.output()).isZero();
        return end.output();
    }
}
