package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.testsupport.Bucket;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Restores on each kind of server, with the operator, from apply to their end. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class RestoreIT {
    @ParameterizedTest
    @MethodSource("com.isotoma.dboperator.it.Servers#drivers")
    void bringsBackWhatWasBackedUpAndThenWhatWasThereBefore(String driver) throws Exception {
        var server = Servers.of(driver);
        try (var namespace = TestNamespace.create(server)) {
            var unused = backedUp(namespace, server);
            afterABackup(namespace, server);
            backFromLatest(namespace, server);

            var secret = namespace.secretValues("orders");
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
            assertThat(server.hasDatabase(SqlServer.value(secret, "database"))).isFalse();
            assertThat(server.hasUser(SqlServer.value(secret, "username"))).isFalse();
        }
    }

    @Test
    void neverCostsWhatIsThereAndFillsANewDatabaseFromAnObjectAlone() throws Exception {
        var server = Servers.of("demo-http");
        try (var namespace = TestNamespace.create(server);
                var bucket = new Bucket()) {
            var url = backedUp(namespace, server);
            refused(namespace, server);
            intoANewDatabase(namespace, server, url);
            damaged(namespace, server, bucket, url);
            for (var name : List.of("orders", "fresh")) {
                namespace.deleteDatabase(name);
            }
            namespace.awaitGone("orders");
            namespace.awaitGone("fresh");
        }
    }

    /** A Database with a Backup, and more stored since; returns the URL of the object. */
    private static String backedUp(TestNamespace namespace, Server server) throws Exception {
        namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
        namespace.awaitReady("orders");
        var secret = namespace.secretValues("orders");
        server.store(secret, "backed up");
        namespace.backupOf("orders", "nightly");
        var url = namespace
                .awaitBackup("nightly", BackupPhase.COMPLETED)
                .getStatus()
                .destination();
        server.store(secret, "newer");
        return Objects.requireNonNull(url);
    }

    private static void refused(TestNamespace namespace, Server server) throws Exception {
        namespace.apply(Yaml.restore("refused", "orders", "backup: nightly", "Never"));
        var refused = namespace.awaitRestore("refused", RestorePhase.FAILED);
        assertThat(refused.getStatus().message()).contains("holds something already");
        assertThat(server.stored(namespace.secretValues("orders"))).containsExactly("backed up", "newer");
    }

    private static void afterABackup(TestNamespace namespace, Server server) throws Exception {
        var secret = namespace.secretValues("orders");
        namespace.apply(Yaml.restore("back", "orders", "backup: nightly", "AfterBackup"));
        namespace.awaitRestore("back", RestorePhase.COMPLETED);
        assertThat(namespace.secretValues("orders")).isEqualTo(secret);
        assertThat(server.stored(secret)).containsExactly("backed up");
        server.store(secret, "since then");
        assertThat(server.stored(secret)).containsExactly("backed up", "since then");
    }

    /** The latest Backup is the one that was made of what was there before the restore. */
    private static void backFromLatest(TestNamespace namespace, Server server) throws Exception {
        namespace.apply(Yaml.restore("forth", "orders", "latest: {}", "WithoutBackup"));
        var status = namespace.awaitRestore("forth", RestorePhase.COMPLETED).getStatus();
        assertThat(status.backup())
                .isEqualTo(Objects.requireNonNull(namespace.restore("back"))
                        .getStatus()
                        .safetyBackup());
        assertThat(server.stored(namespace.secretValues("orders"))).containsExactly("backed up", "newer");
    }

    private static void intoANewDatabase(TestNamespace namespace, Server server, String url) throws Exception {
        namespace.apply(DatabaseYaml.of(server, "fresh").set("deletionPolicy", "Delete"));
        namespace.apply(Yaml.restore("copy", "fresh", "url: \"" + url + "\"", "Never"));
        namespace.awaitRestore("copy", RestorePhase.COMPLETED);
        var secret = namespace.secretValues("fresh");
        assertThat(server.stored(secret)).containsExactly("backed up");
        server.store(secret, "its own");
        assertThat(server.stored(namespace.secretValues("orders"))).containsExactly("backed up", "newer");
    }

    private static void damaged(TestNamespace namespace, Server server, Bucket bucket, String url) throws Exception {
        var key = url.substring(("s3://" + bucket.name() + "/").length());
        var bytes = bucket.read(key);
        bytes[bytes.length / 2] ^= 1;
        bucket.write(key, bytes);
        namespace.apply(Yaml.restore("damaged", "orders", "backup: nightly", "WithoutBackup"));
        var status = namespace.awaitRestore("damaged", RestorePhase.FAILED).getStatus();
        assertThat(status.message()).contains("damaged");
        assertThat(server.stored(namespace.secretValues("orders"))).containsExactly("backed up", "newer");
    }
}
