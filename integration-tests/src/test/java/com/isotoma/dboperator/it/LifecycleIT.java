package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.testsupport.Bucket;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a Database on each kind of server, from apply to its end. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class LifecycleIT {
    private static final Duration READY = Duration.ofSeconds(60);

    @ParameterizedTest
    @MethodSource("com.isotoma.dboperator.it.Servers#drivers")
    void goesFromApplyThroughBackupAndChangeToItsEnd(String driver) throws Exception {
        var server = Servers.of(driver);
        try (var namespace = TestNamespace.create(server).withOwnProcesses();
                var bucket = new Bucket()) {
            applied(namespace, server);
            backedUp(namespace, server, bucket);
            changed(namespace, server);
            deleted(namespace, server, bucket);
        }
    }

    private static void applied(TestNamespace namespace, Server server) throws Exception {
        namespace.apply(DatabaseYaml.of(server, "orders"));
        Awaitility.await()
                .atMost(READY)
                .untilAsserted(
                        () -> assertThat(namespace.condition("orders", "Ready").getStatus())
                                .isEqualTo("True"));

        var secret = namespace.secretValues("orders");
        var status = namespace.status("orders");
        assertThat(status.phase()).isEqualTo(DatabasePhase.CREATED);
        assertThat(Objects.requireNonNull(status.binding()).name()).isEqualTo("orders");
        var sql = server instanceof SqlServer;
        assertThat(secret)
                .containsOnlyKeys(
                        sql
                                ? List.of(
                                        "type",
                                        "provider",
                                        "host",
                                        "port",
                                        "database",
                                        "username",
                                        "password",
                                        "uri",
                                        "jdbc-url")
                                : List.of(
                                        "type", "provider", "host", "port", "database", "username", "password", "uri"))
                .containsEntry("host", server.host())
                .containsEntry("port", Integer.toString(server.port()))
                .containsEntry("database", status.databaseName())
                .hasEntrySatisfying("username", login -> assertThat(login).startsWith(status.username()));
        assertThat(Objects.requireNonNull(namespace.secret("orders")).getType())
                .isEqualTo("servicebinding.io/" + secret.get("type"));
        assertThat(URI.create(secret.get("uri")))
                .hasHost(server.host())
                .hasPort(server.port())
                .hasPath("/" + (sql ? "" : "databases/") + secret.get("database"))
                .hasUserInfo(secret.get("username") + ":" + secret.get("password"));
        assertThat(secret.get("password")).isNotEqualTo(server.adminPassword()).hasSizeGreaterThan(20);

        server.store(secret, "first");
        assertThat(server.stored(secret)).containsExactly("first");
    }

    private static void backedUp(TestNamespace namespace, Server server, Bucket bucket) throws Exception {
        namespace.backupOf("orders", "nightly");
        var backup = namespace.awaitBackup("nightly", BackupPhase.COMPLETED);
        requireStored(backup, server, bucket);
        namespace.awaitPhase("orders", DatabasePhase.CREATED);
        var status = namespace.status("orders");
        assertThat(status.activeBackup()).isNull();
        assertThat(Objects.requireNonNull(status.lastBackup()).name()).isEqualTo("nightly");
        assertThat(status.lastBackup().destination())
                .isEqualTo(backup.getStatus().destination());
        assertThat(backup.getMetadata().getOwnerReferences()).isEmpty();
    }

    private static void requireStored(Backup backup, Server server, Bucket bucket) throws Exception {
        var status = backup.getStatus();
        var prefix = "s3://" + bucket.name() + "/";
        assertThat(status.destination()).startsWith(prefix).endsWith(".zst");
        var stored = bucket.read(Objects.requireNonNull(status.destination()).substring(prefix.length()));
        assertThat(status.sizeBytes()).isEqualTo(stored.length);
        assertThat(status.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(stored)));
        var dump = Program.run(stored, List.of("zstd", "--decompress", "--stdout"));
        assertThat(dump.status()).isZero();
        server.requireWhole(dump.bytes());
    }

    private static void changed(TestNamespace namespace, Server server) throws Exception {
        var password = namespace.secretValue("orders", "password");
        var yaml = DatabaseYaml.of(server, "orders");
        boolean limits = !server.limitOption().isEmpty();
        namespace.apply(
                limits
                        ? yaml.set("options." + server.limitOption(), 7)
                        : yaml.set("deletionPolicy", "BackupThenDelete"));
        TestNamespace.await().untilAsserted(() -> {
            var database = Objects.requireNonNull(namespace.database("orders"));
            assertThat(database.getStatus().observedGeneration())
                    .isEqualTo(database.getMetadata().getGeneration())
                    .isEqualTo(2);
        });
        var secret = namespace.secretValues("orders");
        assertThat(secret).containsEntry("password", password);
        if (limits) {
            assertThat(server.limit(secret)).isEqualTo(7);
        }
        server.store(secret, "second");
        assertThat(server.stored(secret)).containsExactly("first", "second");
    }

    private static void deleted(TestNamespace namespace, Server server, Bucket bucket) throws Exception {
        var database = namespace.secretValue("orders", "database");
        var login = namespace.secretValue("orders", "username");
        var owner = Objects.requireNonNull(namespace.status("orders").username());
        var uid = Objects.requireNonNull(namespace.database("orders"))
                .getMetadata()
                .getUid();
        namespace.deleteDatabase("orders");
        namespace.awaitGone("orders");

        assertThat(server.hasDatabase(database)).isFalse();
        assertThat(server.hasUser(login)).isFalse();
        assertThat(server.hasUser(owner)).isFalse();
        assertThat(namespace.secret("orders")).isNull();
        assertThat(namespace.backup("nightly")).isNotNull();
        requireStored(
                namespace.awaitBackup("orders-final-" + uid.substring(0, 8), BackupPhase.COMPLETED), server, bucket);
        for (var kept : List.of(DatabaseYaml.ADMIN, DatabaseYaml.STORE)) {
            assertThat(Objects.requireNonNull(namespace.secret(kept))
                            .getMetadata()
                            .getFinalizers())
                    .isEmpty();
        }
        assertThat(bucket.backups(namespace.name + "/")).hasSize(2);
        assertThat(bucket.openUploads(namespace.name + "/")).isZero();
    }

    @ParameterizedTest
    @MethodSource("com.isotoma.dboperator.it.Servers#drivers")
    void retainedDatabaseIsTakenUpAgainWithItsDataAndPassword(String driver) throws Exception {
        var server = Servers.of(driver);
        try (var namespace = TestNamespace.create(server)) {
            var yaml = DatabaseYaml.of(server, "kept").without("backupTo").set("deletionPolicy", "Retain");
            namespace.apply(yaml);
            namespace.awaitReady("kept");
            var secret = namespace.secretValues("kept");
            server.store(secret, "precious");

            namespace.deleteDatabase("kept");
            namespace.awaitGone("kept");
            assertThat(namespace.secretValues("kept")).isEqualTo(secret);
            assertThat(server.stored(secret)).containsExactly("precious");

            namespace.apply(yaml.set("deletionPolicy", "Delete"));
            namespace.awaitReady("kept");
            assertThat(namespace.secretValues("kept")).isEqualTo(secret);
            assertThat(server.stored(secret)).containsExactly("precious");

            namespace.deleteDatabase("kept");
            namespace.awaitGone("kept");
            assertThat(server.hasDatabase(SqlServer.value(secret, "database"))).isFalse();
            assertThat(namespace.secret("kept")).isNull();
        }
    }
}
