package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.testsupport.Bucket;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The commands of docs/operations.md, followed from the first to the last on PostgreSQL. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class OperationsGuideIT {
    private static final String MANIFEST = ".manifest.json";

    private final Document guide = Document.of("docs/operations.md");

    OperationsGuideIT() throws IOException {}

    @Test
    void itsCommandsDoWhatItSays(@TempDir Path folder) throws Exception {
        try (var shop = TestNamespace.create(Servers.POSTGRESQL)) {
            var reader = reader(folder, shop);
            var restored = "guide_" + shop.name.replace('-', '_');
            reader.word("createdb restored", "createdb " + restored);
            reader.word("--dbname=restored", "--dbname=" + restored);
            try {
                orders(reader, shop);
                storedBackup("nightly", "20260101T030000Z-nightly-1c51185a.dump.zst", reader, folder, shop);
                for (var section : guide.sections()) {
                    prepare(section, reader, shop);
                    reader.follow(section, shop);
                    finish(section, reader, folder, shop);
                }
            } finally {
                Servers.POSTGRESQL.dropForeign(restored);
                clear(shop);
            }
        }
    }

    /** The words of this guide that stand for something of the reader's own, and the driver's programs in {@code bin}. */
    private static Reader reader(Path folder, TestNamespace shop) throws IOException, InterruptedException {
        var reader = new Reader(folder, shop);
        reader.word("~/.kube/config", reader.kubeconfig(shop).toString());
        reader.word("NAMESPACE=shop ", "NAMESPACE=" + shop.name + " ");
        reader.word("AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=…", "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY");
        reader.word(
                "id=… --from-literal=secret=…",
                "id=\"$AWS_ACCESS_KEY_ID\" --from-literal=secret=\"$AWS_SECRET_ACCESS_KEY\"");
        reader.word("{bucket: my-backup-bucket}", "{bucket: " + LocalServers.of("S3", "BUCKET") + "}");
        reader.word(
                "bucket: backups  ",
                "endpoint: \"" + LocalServers.of("S3", "ENDPOINT") + "\"\n    bucket: "
                        + LocalServers.of("S3", "BUCKET") + "  ");
        reader.word("prefix: cluster-1", "prefix: " + offsite(shop));
        reader.word("offsite", offsite(shop));
        reader.word("[shop, billing]", "[" + shop.name + "]");
        server(reader, offsite(shop));
        Files.createSymbolicLink(folder.resolve("bin"), Workspace.root().resolve("driver-postgresql/target/dist/bin"));
        return reader;
    }

    /** The DatabaseServer of the guide is that of these tests. */
    private static void server(Reader reader, String name) {
        var server = Servers.POSTGRESQL;
        reader.word("main-admin", name + "-admin");
        reader.word("password=…", "password='" + server.adminPassword() + "'");
        reader.word("databaseserver/main", "databaseserver/" + name);
        reader.word("name: main\n", "name: " + name + "\n");
        reader.word("postgresql.example.com", server.host());
        reader.word("{value: dbadmin}", "{value: " + server.admin() + "}");
    }

    /** A location or a server belongs to the whole cluster, which other tests use too. */
    private static String offsite(TestNamespace shop) {
        return "guide-" + shop.name;
    }

    /** The Database of the README, with something in it. */
    private static void orders(Reader reader, TestNamespace shop) throws Exception {
        shop.secret("dbpassword", Map.of("password", Servers.POSTGRESQL.adminPassword()));
        shop.apply(reader.own(Document.of("README.md").fragments("yaml").getFirst()));
        shop.awaitReady("orders");
        Servers.POSTGRESQL.store(shop.secretValues("orders"), "kept");
    }

    /** Backs up, and lets the reader have the object with its manifest and signature as files. */
    private static void storedBackup(String backup, String documented, Reader reader, Path folder, TestNamespace shop)
            throws IOException {
        shop.backupOf("orders", backup);
        shop.awaitBackup(backup, BackupPhase.COMPLETED);
        try (var bucket = new Bucket()) {
            for (var key : bucket.keys(shop.name + "/orders/")) {
                var name = key.substring(key.lastIndexOf('/') + 1);
                if (name.contains("-" + backup + "-")) {
                    Files.write(folder.resolve(name), bucket.read(key));
                    if (!name.contains(MANIFEST)) {
                        reader.word(documented, name);
                    }
                }
            }
        }
    }

    private void prepare(GuideSection section, Reader reader, TestNamespace shop) throws IOException {
        switch (section.heading()) {
            case "Asking for one more run" ->
                shop.client.secrets().inNamespace(shop.name).withName("orders").delete();
            case "Database servers" ->
                reader.file("main.yaml", reader.own(guide.fragment("yaml", "kind: DatabaseServer")));
            case "Storage locations" ->
                reader.file(reader.own("offsite.yaml"), reader.own(guide.fragment("yaml", "kind: StorageLocation")));
            case "Restoring" -> reader.file("restore.yaml", reader.own(guide.fragment("yaml", "kind: Restore")));
            default -> {}
        }
    }

    private void finish(GuideSection section, Reader reader, Path folder, TestNamespace shop) throws Exception {
        switch (section.heading()) {
            case "Asking for one more run" ->
                TestNamespace.await()
                        .untilAsserted(() -> assertThat(shop.secret("orders"))
                                .as("the lost Secret")
                                .isNotNull());
            case "Encrypting backups" -> {
                succeeds(shop.kubectl(
                        "patch",
                        "database",
                        "orders",
                        "--type=merge",
                        "--patch=" + reader.own(guide.fragment("yaml", "s3: {bucket: my-backup-bucket}"))));
                storedBackup("secret", "20260102T030000Z-secret-7d0e1f2a.dump.zst.age", reader, folder, shop);
            }
            case "Signing manifests" -> {
                succeeds(shop.kubectl(
                        "patch",
                        "database",
                        "orders",
                        "--type=merge",
                        "--patch=" + reader.own(guide.fragment("yaml", "signing: {secretName: backup-signing}"))));
                storedBackup("signed", "20260103T030000Z-signed-9c1f2b3d.dump.zst.age", reader, folder, shop);
            }
            case "Restoring" ->
                assertThat(Servers.POSTGRESQL.stored(shop.secretValues("orders")))
                        .containsExactly("kept");
            default -> {}
        }
    }

    @Test
    void itsResourcesAreTakenByTheApiServer() throws Exception {
        try (var namespace = TestNamespace.create()) {
            for (var yaml : guide.fragments("yaml")) {
                if (yaml.startsWith("apiVersion:")) {
                    var end = namespace.kubectl(yaml, new String[] {"apply", "--dry-run=server", "--filename=-"});
                    assertThat(end.status()).as(end.output()).isZero();
                }
            }
        }
    }

    /** Leaves nothing on the servers and in the operator's namespace, whatever has failed. */
    private static void clear(TestNamespace shop) throws Exception {
        var name = offsite(shop);
        shop.client.resources(StorageLocation.class).withName(name).delete();
        shop.client.resources(DatabaseServer.class).withName(name).delete();
        for (var secret : List.of(name, name + "-keys", name + "-admin")) {
            shop.client
                    .secrets()
                    .inNamespace(Cluster.OPERATOR_NAMESPACE)
                    .withName(secret)
                    .delete();
        }
        Deletion.withoutBackup(shop, "orders");
    }

    private static void succeeds(Program.End end) {
        assertThat(end.status()).as(end.output()).isZero();
    }
}
