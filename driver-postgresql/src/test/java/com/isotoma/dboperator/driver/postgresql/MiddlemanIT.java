package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Warning;
import com.isotoma.dboperator.driver.sql.SecretFile;
import com.isotoma.dboperator.driver.sql.ToolProcess;
import com.isotoma.dboperator.testkit.Targets;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is on the network's path between the driver and the server gets no password, and no session where TLS is required. */
class MiddlemanIT {
    private final TestServer server = TestServer.restricted18();

    @ParameterizedTest
    @EnumSource(FakeServer.Asks.class)
    void aServerThatDoesNotProveThatItKnowsThePasswordGetsNothing(FakeServer.Asks asks) throws Exception {
        try (var fake = new FakeServer(asks)) {
            var scratch = Scratch.planned(server);
            var target = Targets.connecting(scratch.target(), Map.of("host", "127.0.0.1", "port", fake.port()));

            assertThatThrownBy(() -> scratch.driver().create(new CreateRequest(target, Scratch.PASSWORD, false)))
                    .isInstanceOfSatisfying(DriverException.class, e -> {
                        assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.USER);
                        assertThat(e.reason()).isEqualTo(Reasons.AUTHENTICATION_FAILED);
                        assertThat(e).hasMessageContaining("scram-sha-256");
                    });
            assertThat(fake.answers()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(FakeServer.Asks.class)
    void neitherDoesATool(FakeServer.Asks asks) throws Exception {
        var account = new Credentials("dbadmin", "ThePassword0123");
        for (var tool : List.of("pg_dump", "psql")) {
            try (var fake = new FakeServer(asks);
                    var passFile = SecretFile.of(".pgpass", Conninfo.passFile(account))) {
                var program = TestServer.tools().programs().command(tool);
                var process = new ToolProcess(
                        List.of(program, "--no-password", "--dbname=" + Conninfo.of("shop", Protection.UNVERIFIED)),
                        Map.of(
                                "PGHOST", "127.0.0.1",
                                "PGPORT", Integer.toString(fake.port()),
                                "PGUSER", account.username(),
                                "PGPASSFILE", passFile.path().toString(),
                                "PGGSSENCMODE", "disable"),
                        Set.of());

                assertThatThrownBy(() -> process.read(Reasons.DUMP_FAILED, in -> in.transferTo(System.out)))
                        .hasMessageContaining("scram-sha-256");
                assertThat(fake.answers()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whereTlsIsRequiredARelayIsFoundOutByChannelBinding(boolean withTls) throws Exception {
        try (var scratch = Scratch.on(server);
                var relay = new Relay(server, withTls)) {
            var address = Map.<String, Object>of("host", "127.0.0.1", "port", relay.port());
            var required = new HashMap<>(address);
            required.put("sslMode", "require");

            assertThatThrownBy(() -> scratch.driver().probe(Targets.connecting(scratch.target(), required)))
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.USER));

            // So that the test can fail: without the demand this relay works, and the driver warns of it.
            assertThat(scratch.driver().warnings(Targets.connecting(scratch.target(), address)))
                    .extracting(Warning::reason)
                    .containsExactly(Reasons.TLS_NOT_VERIFIED);
        }
    }

    @Test
    void tlsWithScramIsBoundToTheServerByDefault() throws Exception {
        try (var scratch = Scratch.on(server);
                var connector = Connector.to(scratch.target());
                var session = connector.maintenance()) {
            assertThat(connector.protection()).isEqualTo(Protection.BOUND);
            assertThat(session.isTrue("look", "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                    .isTrue();
            assertThat(scratch.driver().backup(scratch.target(), new ByteArrayOutputStream()))
                    .isNotNull();
            assertThat(scratch.driver().warnings(scratch.target()))
                    .singleElement()
                    .satisfies(w -> assertThat(w.message()).contains("channel binding", "VerifyFull"));
        }
    }

    @Test
    void withoutTlsOnlyScramIsAnsweredAndTheWarningSaysSo() throws Exception {
        var scratch = Scratch.planned(server);
        var plain = new HashMap<>(scratch.target().connect().values());
        plain.put("sslMode", "disable");

        assertThat(scratch.driver().warnings(Targets.connecting(scratch.target(), plain)))
                .singleElement()
                .satisfies(w -> assertThat(w.message()).contains("has no TLS"));
    }

    @Test
    void aSuperuserAsAdminIsToldOf() throws Exception {
        var scratch = Scratch.planned(TestServer.superuser18());

        assertThat(scratch.driver().warnings(scratch.target()))
                .extracting(Warning::reason)
                .contains(Reasons.ADMIN_IS_SUPERUSER);
    }

    @Test
    void aWrongPasswordIsNotTriedAgainOverAWeakerConnection() throws Exception {
        try (var relay = new Relay(server, false)) {
            var scratch = Scratch.planned(server);
            var target = Targets.connecting(
                    scratch.target(), Map.of("host", "127.0.0.1", "port", relay.port(), "sslMode", "disable"));
            var wrong = Targets.withWrongAdminPassword(target);

            assertThatThrownBy(() -> scratch.driver().probe(wrong))
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reasons.AUTHENTICATION_FAILED));
            assertThat(relay.connections()).isEqualTo(1);
        }
    }
}
