package com.isotoma.dboperator.driver.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.cluster.LeaseLostException;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What becomes of a run whose lease is, or is not, renewed. */
// Its leases last seconds.
@Isolated
class HeldLeaseIT {
    private static final Duration LONG = LeaseStage.TERMS.duration().multipliedBy(2);

    private final LeaseStage stage = new LeaseStage();

    HeldLeaseIT() throws Exception {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aLongRunKeepsItsLease() throws Exception {
        try (var held = stage.leases().take(stage.database())) {
            var first = stage.only().getMetadata().getResourceVersion();
            Awaitility.await()
                    .pollDelay(LONG)
                    .atMost(LONG.multipliedBy(2))
                    .untilAsserted(() -> assertThat(stage.only().getMetadata().getResourceVersion())
                            .isNotEqualTo(first));
            held.require();
        }
        assertThat(stage.all()).isEmpty();
    }

    @Test
    void aRunWhoseLeaseWasTakenIsInterruptedAndMayNotWrite() throws Exception {
        try (var held = stage.leases().take(stage.database())) {
            stage.edit(lease -> {
                lease.getSpec().setHolderIdentity("another");
                return lease;
            });

            assertInterrupted();

            assertThatThrownBy(held::require)
                    .isInstanceOf(LeaseLostException.class)
                    .hasMessageContaining("another run");
        }
        assertThat(stage.only().getSpec().getHolderIdentity())
                .as("what is another's is not released")
                .isEqualTo("another");
    }

    @Test
    void aRunWhoseLeaseWasDeletedIsInterrupted() throws Exception {
        try (var held = stage.leases().take(stage.database())) {
            stage.client.resource(stage.only()).delete();

            assertInterrupted();

            assertThatThrownBy(held::require).isInstanceOf(LeaseLostException.class);
        }
        assertThat(stage.all()).as("it is not made again").isEmpty();
    }

    @Test
    void aLabelThatSomebodyPutsOnIsNoMatter() throws Exception {
        try (var held = stage.leases().take(stage.database())) {
            stage.edit(lease -> {
                lease.getMetadata().getLabels().putAll(Map.of("a", "b"));
                return lease;
            });
            Awaitility.await()
                    .during(LONG)
                    .atMost(LONG.multipliedBy(2))
                    .untilAsserted(() -> assertThatCode(held::require).doesNotThrowAnyException());
            assertThat(stage.only().getMetadata().getLabels()).containsEntry("a", "b");
        }
        assertThat(stage.all()).isEmpty();
    }

    @Test
    void aRunThatCannotReachTheApiStopsBeforeAnotherMayBegin() throws Exception {
        try (var network = new Network(stage);
                var client = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder(stage.client.getConfiguration())
                                .withMasterUrl("https://127.0.0.1:" + network.port())
                                .build())
                        .build()) {
            var leases = new Leases(client, LeaseStage.TERMS);
            try (var held = leases.take(stage.database())) {
                held.require();
                var cut = System.nanoTime();
                network.stall();

                assertInterrupted();

                assertThat(Duration.ofNanos(System.nanoTime() - cut)).isLessThan(LeaseStage.TERMS.duration());
                assertThatThrownBy(held::require).isInstanceOf(LeaseLostException.class);
            }
        }
    }

    /** Waits for the interruption, which comes once. */
    private static void assertInterrupted() {
        assertThatThrownBy(
                        () -> new CountDownLatch(1).await(LONG.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS))
                .isInstanceOf(InterruptedException.class);
    }

    /** A way to the API server on which everything can be made to get stuck. */
    private static final class Network implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
        private final int target;
        private volatile boolean stalled;

        Network(LeaseStage stage) throws IOException {
            target = stage.client.getMasterUrl().getPort();
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return listener.getLocalPort();
        }

        void stall() {
            stalled = true;
        }

        private void accept() {
            try {
                while (true) {
                    var client = listener.accept();
                    var server = new Socket(InetAddress.getLoopbackAddress(), target);
                    sockets.add(client);
                    sockets.add(server);
                    Thread.ofVirtual().start(() -> pass(client, server));
                    Thread.ofVirtual().start(() -> pass(server, client));
                }
            } catch (IOException closed) {
                close();
            }
        }

        private void pass(Socket from, Socket to) {
            try (from;
                    to) {
                var buffer = new byte[16_384];
                for (int n = from.getInputStream().read(buffer);
                        n >= 0;
                        n = from.getInputStream().read(buffer)) {
                    if (!stalled) {
                        to.getOutputStream().write(buffer, 0, n);
                    }
                }
            } catch (IOException closed) {
                sockets.remove(from);
            }
        }

        @Override
        public void close() {
            try {
                listener.close();
                for (var socket : sockets) {
                    socket.close();
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
