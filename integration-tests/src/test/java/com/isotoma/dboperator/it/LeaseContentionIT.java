package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.driver.create.CreateCheckpoints;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a run does that cannot get its Database's lease, or cannot keep it. */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class LeaseContentionIT {
    private final RunsByHand runs = new RunsByHand();

    @AfterEach
    void close() throws Exception {
        runs.close();
    }

    @Test
    void aBackupIsAbortedWhenTheApiServerIsLost() throws Exception {
        var server = Servers.POSTGRESQL;
        var api = runs.namespace.client.getMasterUrl();
        var kubeconfig = Files.createTempFile("kubeconfig-", ".yaml");
        try (var gate = new Gate(server);
                var network = new Gate("127.0.0.1", api.getPort())) {
            runs.create(DatabaseYaml.of(server, "orders").set("connect.port", gate.port()));
            server.fill(runs.namespace.secretValues("orders"));
            gate.hold();
            runs.namespace.backupOf("orders", "nightly");
            var reached = "https://127.0.0.1:" + network.port();
            var direct = Files.readString(Path.of(System.getenv("KUBECONFIG")));
            Files.writeString(
                    kubeconfig,
                    direct.replace(
                            URI.create(api.toString()).resolve("/").toString().replaceAll("/$", ""), reached));
            try (var run = DriverProgram.startWith(kubeconfig, Operation.BACKUP, runs.namespace, "orders", "nightly")) {
                gate.awaitHeld();
                assertThat(runs.openUploads()).isEqualTo(1);
                network.cut();

                RunsByHand.requireLost(run);
            }
            assertThat(runs.openUploads()).isZero();
            assertThat(runs.stored()).isEmpty();
            assertThat(runs.phase("nightly")).isEqualTo(BackupPhase.BACKING_UP);
            gate.open();
            RunsByHand.requireDone(runs.run(Operation.BACKUP));
            assertThat(runs.phase("nightly")).isEqualTo(BackupPhase.COMPLETED);
        } finally {
            Files.delete(kubeconfig);
        }
    }

    @Test
    void aRunGivesWayToOneThatIsAtWorkAndIsTriedAgain() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var gate = new Gate(server)) {
            runs.create(DatabaseYaml.of(server, "orders").set("connect.port", gate.port()));
            server.fill(runs.namespace.secretValues("orders"));
            gate.hold();
            runs.namespace.backupOf("orders", "nightly");
            try (var first = runs.start(Operation.BACKUP)) {
                gate.awaitHeld();

                var second = runs.run(Operation.BACKUP);

                assertThat(second.status()).as(second.log()).isEqualTo(1);
                assertThat(second.log()).contains("Another run works on Database " + runs.namespace.name + "/orders");
                gate.open();
                RunsByHand.requireDone(first.end());
            }
            assertThat(runs.phase("nightly")).isEqualTo(BackupPhase.COMPLETED);
            assertThat(runs.attempts("nightly")).isEqualTo(1);
        }
    }

    @Test
    void aLeaseOfThatNameWhichIsNotOursIsNamedInTheCondition() throws Exception {
        runs.create(DatabaseYaml.of(Servers.POSTGRESQL, "orders"));
        String name;
        try (var run = runs.startStoppingAt(CreateCheckpoints.SERVER_ANSWERS, Operation.CREATE)) {
            run.awaitStopped();
            name = runs.leases().getFirst().getMetadata().getName();
            run.goOn();
            RunsByHand.requireDone(run.end());
        }
        var foreign = new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(runs.namespace.name)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("somebody")
                .endSpec()
                .build();
        runs.namespace.client.resource(foreign).create();

        var end = runs.run(Operation.CREATE);

        assertThat(end.status()).as(end.log()).isEqualTo(3);
        assertThat(runs.namespace.condition("orders", "Ready").getReason()).isEqualTo("LeaseConflict");
        assertThat(runs.namespace.condition("orders", "Ready").getMessage()).contains(name);
        assertThat(runs.leases())
                .singleElement()
                .satisfies(
                        lease -> assertThat(lease.getSpec().getHolderIdentity()).isEqualTo("somebody"));
        runs.namespace.client.resource(foreign).delete();
    }
}
