package com.isotoma.dboperator.driver.demohttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.isotoma.dboperator.demo.service.TestClient;
import com.isotoma.dboperator.demo.service.TestServer;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the driver does when something breaks in the midst of its work. */
@Timeout(60)
class DemoHttpDriverFaultTest {
    private final DemoHttpDriver driver = new DemoHttpDriver();
    private TestServer server;
    private DatabaseTarget target;

    @BeforeEach
    void makeDatabase(@TempDir Path data) throws Exception {
        server = TestServer.start(data);
        target = Targets.at(server.port(), Targets.OWNER, "orders");
        driver.create(new CreateRequest(target, "pw", false));
    }

    @AfterEach
    void stop() {
        server.kill();
    }

    @Test
    void aServerKilledDuringTheExportIsWaitedForAndNoDumpIsCalledWhole() throws Exception {
        store(List.of("x".repeat(900_000)), 20);
        var sink = new OutputStream() {
            private long total;

            @Override
            public void write(int b) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                total += length;
                if (total > 1_000_000) {
                    server.kill();
                }
            }
        };

        assertThatThrownBy(() -> driver.backup(target, sink))
                .asInstanceOf(type(DriverException.class))
                .returns(Kind.UNAVAILABLE, DriverException::kind);
        assertThat(sink.total).isLessThan(20 * 900_000);
    }

    @Test
    void anExportWhoseEndIsMissingIsNoDump() throws Exception {
        var cutExport = "{\"id\":\"1\"}\n";
        try (var impostor = new ScriptedServer(
                ScriptedServer.json("{\"version\":\"demo-http 1\"}"),
                ScriptedServer.ok("application/jsonl", cutExport))) {
            assertThatThrownBy(() -> driver.backup(impostor.target(), new ByteArrayOutputStream()))
                    .asInstanceOf(type(DriverException.class))
                    .returns(Reasons.DUMP_FAILED, DriverException::reason);
        }
    }

    @Test
    void aFailureOfTheSinkPassesThroughUnchanged() {
        var full = new IOException("the store is full");
        var sink = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw full;
            }
        };

        assertThatThrownBy(() -> driver.backup(target, sink)).isSameAs(full);
    }

    @Test
    void aSourceThatFailsMidwayRestoresNothing() throws Exception {
        store(List.of("x".repeat(1000)), 500);
        var dump = dump();
        var damaged = new IOException("the object is damaged");
        var half = new ByteArrayInputStream(dump, 0, dump.length / 2);
        var failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw damaged;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw damaged;
            }
        };
        var copy = copy();

        assertThatThrownBy(() -> driver.restore(copy, new SequenceInputStream(half, failing)))
                .isSameAs(damaged);

        assertThat(admin().texts("copy")).isEmpty();
        driver.restore(copy, new ByteArrayInputStream(dump));
        assertThat(admin().texts("copy")).hasSize(500);
    }

    @Test
    void aTruncatedDumpIsRefusedAndRestoresNothing() throws Exception {
        store(List.of("one", "two"), 1);
        var dump = dump();
        var copy = copy();

        assertThatThrownBy(() -> driver.restore(copy, new ByteArrayInputStream(dump, 0, dump.length - 10)))
                .asInstanceOf(type(DriverException.class))
                .returns(Reasons.RESTORE_FAILED, DriverException::reason);

        assertThat(admin().texts("copy")).isEmpty();
    }

    @Test
    void restoreMayBeRepeatedButOverwritesNothing() throws Exception {
        store(List.of("one"), 1);
        var dump = dump();
        var copy = copy();
        driver.restore(copy, new ByteArrayInputStream(dump));

        driver.restore(copy, new ByteArrayInputStream(dump));
        admin().storeTexts("copy", List.of("two"));
        assertThatThrownBy(() -> driver.restore(copy, new ByteArrayInputStream(dump)))
                .asInstanceOf(type(DriverException.class))
                .returns(Reasons.RESTORE_FAILED, DriverException::reason);

        assertThat(admin().texts("copy")).containsExactly("one", "two");
    }

    @Test
    void whatBelongsToAnotherOwnerIsNeitherDumpedNorFilled() {
        var theirs = Targets.at(server.port(), new Owner("another", "shop", "orders"), "orders");

        assertThatThrownBy(() -> driver.backup(theirs, OutputStream.nullOutputStream()))
                .asInstanceOf(type(DriverException.class))
                .returns(Reasons.NAME_CONFLICT, DriverException::reason);
        assertThatThrownBy(() -> driver.restore(theirs, InputStream.nullInputStream()))
                .asInstanceOf(type(DriverException.class))
                .returns(Reasons.NAME_CONFLICT, DriverException::reason);
    }

    @Test
    void aDatabaseThatIsGoneIsSaidToBeMissing() throws Exception {
        driver.drop(target);

        assertThatThrownBy(() -> driver.backup(target, OutputStream.nullOutputStream()))
                .asInstanceOf(type(DriverException.class))
                .returns(Reasons.DATABASE_MISSING, DriverException::reason);
    }

    @Test
    void anAccountThatIsNotTheAdminIsToldApartFromAWrongPassword() {
        var notAdmin = Targets.with(target, new Credentials(target.username(), "pw"));

        assertThatThrownBy(() -> driver.drop(notAdmin))
                .asInstanceOf(type(DriverException.class))
                .returns(Kind.USER, DriverException::kind)
                .returns(Reasons.PERMISSION_DENIED, DriverException::reason);
    }

    @Test
    void aServerThatCannotStoreNowIsTriedAgain() throws Exception {
        var unavailable = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        try (var full = new ScriptedServer(unavailable)) {
            assertThatThrownBy(() -> driver.drop(full.target()))
                    .asInstanceOf(type(DriverException.class))
                    .returns(Kind.UNAVAILABLE, DriverException::kind);
        }
    }

    @Test
    void interruptionEndsACallToAServerThatNeverAnswers() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var ended = new CompletableFuture<Throwable>();
            var thread = new Thread(() -> {
                var waiting = Targets.at(silent.getLocalPort(), Targets.OWNER, "orders");
                ended.complete(catchThrowableOfType(InterruptedException.class, () -> driver.drop(waiting)));
            });
            thread.start();
            silent.accept(); // the driver is connected and waits

            thread.interrupt();

            assertThat(ended).succeedsWithin(Duration.ofSeconds(5)).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aServerThatIsNoDemoServerIsNamedAsSuch() throws Exception {
        try (var other = new ScriptedServer(ScriptedServer.ok("text/html", "<h1>It works!</h1>"))) {
            assertThatThrownBy(() -> driver.backup(other.target(), OutputStream.nullOutputStream()))
                    .asInstanceOf(type(DriverException.class))
                    .returns(Kind.INTERNAL, DriverException::kind)
                    .extracting(DriverException::getMessage)
                    .asString()
                    .contains("is this a demo-http server?");
        }
    }

    @Test
    void theAdminsPasswordDoesNotFollowARedirect() throws Exception {
        try (var redirecting = new ScriptedServer("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:"
                + server.port() + "/databases/orders\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")) {
            assertThatThrownBy(() -> driver.drop(redirecting.target()))
                    .asInstanceOf(type(DriverException.class))
                    .returns(Kind.INTERNAL, DriverException::kind);
        }
        assertThat(admin().send("GET", "/databases/orders").statusCode()).isEqualTo(200);
    }

    private DatabaseTarget copy() throws Exception {
        var copy = Targets.at(server.port(), Targets.OWNER, "copy");
        driver.create(new CreateRequest(copy, "pw", false));
        return copy;
    }

    private byte[] dump() throws Exception {
        var dump = new ByteArrayOutputStream();
        driver.backup(target, dump);
        assertThat(dump.toString(StandardCharsets.UTF_8)).endsWith("}\n");
        return dump.toByteArray();
    }

    private void store(List<String> texts, int times) throws Exception {
        for (var each : Collections.nCopies(times, texts)) {
            admin().storeTexts("orders", each);
        }
    }

    private TestClient admin() {
        return TestClient.admin(server.port());
    }
}
