package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.testsupport.Bucket;
import com.isotoma.dboperator.testsupport.LocalServers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A Database {@code orders} on which runs are started by hand, with everything that two of them could spoil. */
final class RunsByHand {
    final TestNamespace namespace = TestNamespace.create();
    final Bucket bucket = new Bucket();

    RunsByHand() {
        namespace.admitNoJobs();
        namespace.secret("admin", Map.of("password", PostgresqlServer.ADMIN_PASSWORD));
        namespace.secret(
                "store",
                Map.of("id", LocalServers.of("S3", "ACCESS_KEY"), "secret", LocalServers.of("S3", "SECRET_KEY")));
    }

    DriverProgram.End run(Operation operation) throws Exception {
        return DriverProgram.run(operation, namespace, "orders", Operation.BACKUP.equals(operation) ? "nightly" : null);
    }

    DriverProcess start(Operation operation) throws Exception {
        return DriverProgram.start(
                operation, namespace, "orders", Operation.BACKUP.equals(operation) ? "nightly" : null);
    }

    DriverProcess startStoppingAt(Checkpoint at, Operation operation) throws Exception {
        return DriverProgram.startStoppingAt(
                at, operation, namespace, "orders", Operation.BACKUP.equals(operation) ? "nightly" : null);
    }

    void create(DatabaseYaml yaml) throws Exception {
        namespace.apply(yaml);
        requireDone(run(Operation.CREATE));
    }

    static void requireDone(DriverProgram.End end) {
        assertThat(end.status()).as(end.log()).isZero();
    }

    static void requireLost(DriverProcess run) throws Exception {
        var end = run.end();
        assertThat(end.status()).as(end.log()).isEqualTo(1);
        assertThat(end.log()).contains("is lost");
    }

    /** Every resource of the namespace that a run writes, with its version: equal when nobody has written any. */
    List<String> versions() {
        var client = namespace.client;
        var in = namespace.name;
        return Stream.<List<? extends HasMetadata>>of(
                        client.resources(Database.class).inNamespace(in).list().getItems(),
                        client.resources(Backup.class).inNamespace(in).list().getItems(),
                        client.secrets().inNamespace(in).list().getItems(),
                        client.leases().inNamespace(in).list().getItems(),
                        client.v1().events().inNamespace(in).list().getItems())
                .flatMap(List::stream)
                .map(r -> r.getKind() + "/" + r.getMetadata().getName() + "@"
                        + r.getMetadata().getResourceVersion())
                .sorted()
                .toList();
    }

    List<Lease> leases() {
        return namespace.client.leases().inNamespace(namespace.name).list().getItems();
    }

    BackupPhase phase(String backup) {
        return Objects.requireNonNull(
                Objects.requireNonNull(namespace.backup(backup)).getStatus().phase());
    }

    int attempts(String backup) {
        return Objects.requireNonNull(
                Objects.requireNonNull(namespace.backup(backup)).getStatus().attempts());
    }

    /** Keys of the backups that are stored. */
    List<String> stored() {
        return bucket.backups(namespace.name + "/");
    }

    int openUploads() {
        return bucket.openUploads(namespace.name + "/");
    }

    /** Removes everything. */
    void close() throws Exception {
        if (namespace.database("orders") != null) {
            // The way to its server that a test had made may be gone.
            namespace.apply(DatabaseYaml.of(Servers.POSTGRESQL, "orders").set("deletionPolicy", "Delete"));
            namespace.deleteDatabase("orders");
            requireDone(run(Operation.DROP));
        }
        bucket.close();
        namespace.close();
    }
}
