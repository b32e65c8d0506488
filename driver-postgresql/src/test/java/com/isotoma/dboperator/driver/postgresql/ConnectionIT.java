package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.testkit.Targets;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What spec.connect and the admin account do. */
class ConnectionIT {
    @Test
    void anUnknownHostIsWaitedForAndNamed() throws Exception {
        var scratch = Scratch.planned(TestServer.restricted18());
        var nowhere = Targets.connecting(scratch.target(), Map.of("host", "no-such-host.invalid"));

        assertThatThrownBy(() -> scratch.driver().create(new CreateRequest(nowhere, Scratch.PASSWORD, false)))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
                    assertThat(e).hasMessageContaining("no-such-host.invalid");
                });
    }

    @Test
    void anAdminWithoutCreatedbIsToldWhatItLacks() throws Exception {
        var server = TestServer.superuser18();
        try (var weak = Scratch.on(server);
                var scratch = Scratch.planned(server)) {
            var login = Logins.of(weak.target()).first();
            server.run("postgres", "GRANT CONNECT ON DATABASE postgres TO \"" + login + "\"");
            var target = Targets.as(new Credentials(login, Scratch.PASSWORD), scratch.target());
            try {
                assertThatThrownBy(() -> scratch.driver().create(new CreateRequest(target, "x", false)))
                        .isInstanceOfSatisfying(DriverException.class, e -> {
                            assertThat(e.reason()).isEqualTo(Reasons.PERMISSION_DENIED);
                            assertThat(e).hasMessageContaining("CREATEROLE").hasMessageContaining(login);
                        });
            } finally {
                server.run("postgres", "REVOKE CONNECT ON DATABASE postgres FROM \"" + login + "\"");
            }
        }
    }

    @Test
    void tlsIsVerifiedWhereAskedFor() throws Exception {
        var ca = Files.readString(Path.of(LocalServers.of("POSTGRESQL", "CA")));
        var wrongCa = resource("/another-ca.pem");
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            var verified = Targets.connecting(scratch.target(), Map.of("sslMode", "verify-full", "caCertificate", ca));
            scratch.driver().create(new CreateRequest(verified, Scratch.PASSWORD, false));
            scratch.driver().backup(verified, new ByteArrayOutputStream());

            var mistrusted =
                    Targets.connecting(scratch.target(), Map.of("sslMode", "verify-ca", "caCertificate", wrongCa));
            assertThatThrownBy(() -> scratch.driver().create(new CreateRequest(mistrusted, Scratch.PASSWORD, false)))
                    .isInstanceOfSatisfying(DriverException.class, e -> {
                        assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.USER);
                        assertThat(e).hasMessageContaining("caCertificate");
                    });
        }
    }

    @Test
    void anApplicationVerifiesTheServerByTheCertificateInItsSecret(@TempDir Path folder) throws Exception {
        var right = Files.readString(Path.of(LocalServers.of("POSTGRESQL", "CA")));
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            for (var ca : List.of(right, resource("/another-ca.pem"))) {
                var target =
                        Targets.connecting(scratch.target(), Map.of("sslMode", "verify-full", "caCertificate", ca));
                var binding = scratch.driver().binding(target, Scratch.PASSWORD);
                var file = Files.writeString(
                        folder.resolve("ca.crt"),
                        Objects.requireNonNull(binding.additionalEntries().get("ca.crt")));

                assertThat(Applications.psqlConnects(binding.uri() + "&sslrootcert=" + file))
                        .isEqualTo(ca.equals(right));
                assertThat(jdbcConnects(
                                binding.jdbcUrl() + "&sslrootcert=" + file,
                                Logins.of(target).first()))
                        .isEqualTo(ca.equals(right));
            }
        }
    }

    private static boolean jdbcConnects(String url, String user) {
        try (var connection = DriverManager.getConnection(url, user, Scratch.PASSWORD)) {
            return connection.isValid(10);
        } catch (SQLException e) {
            assertThat((Throwable) e).hasStackTraceContaining("certificat");
            return false;
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = ConnectionIT.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
