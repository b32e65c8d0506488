package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.SecretFile;
import com.isotoma.dboperator.testkit.StrangersTls;
import com.isotoma.dboperator.testkit.Targets;
import com.isotoma.dboperator.testkit.TestAuthority;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers whose certificates are wrong, and one that asks for a certificate, for JDBC and for the programs. */
class TlsIT {
    private static final String HOST = "127.0.0.1";

    private final TestServer server = TestServer.restricted18();

    /** What is wrong with the certificate of a server. */
    enum Wrong {
        HOST_NAME,
        EXPIRED,
        NOT_YET_VALID,
        UNKNOWN_CA;

        StrangersTls certificate(TestAuthority authority) throws Exception {
            return new StrangersTls(
                    switch (this) {
                        case HOST_NAME -> authority.server("dns:elsewhere.example.org", 0, 90);
                        case EXPIRED -> authority.server("ip:" + HOST, -20, 10);
                        case NOT_YET_VALID -> authority.server("ip:" + HOST, 10, 10);
                        case UNKNOWN_CA -> TestAuthority.make("another").server("ip:" + HOST, 0, 90);
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongCertificateIsRefusedAndARightOneIsNot(Wrong wrong) throws Exception {
        var authority = TestAuthority.make("ours");
        try (var relay = new Relay(server, wrong.certificate(authority))) {
            var target = behind(relay, authority, "verify-full");
            var driver = new PostgresqlDriver(TestServer.tools());

            assertThatThrownBy(() -> driver.probe(target)).isInstanceOfSatisfying(DriverException.class, e -> {
                assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.USER);
                assertThat(e.reason()).isEqualTo(Reasons.INVALID_SPEC);
                assertThat(e).hasMessageContaining("Compare spec.tls");
            });
            relay.show(new StrangersTls(authority.server("ip:" + HOST, 0, 90)));
            assertThat(driver.probe(target).version()).contains("PostgreSQL");
        }
    }

    @Test
    void theHostNameDoesNotCountWhereTheCaAloneIsVerified() throws Exception {
        var authority = TestAuthority.make("ours");
        try (var relay = new Relay(server, Wrong.HOST_NAME.certificate(authority))) {
            var driver = new PostgresqlDriver(TestServer.tools());

            assertThat(driver.probe(behind(relay, authority, "verify-ca")).version())
                    .contains("PostgreSQL");
        }
    }

    @ParameterizedTest
    @EnumSource
    void noProgramLogsInToAServerWithAWrongCertificate(Wrong wrong) throws Exception {
        var authority = TestAuthority.make("ours");
        var right = new StrangersTls(authority.server("ip:" + HOST, 0, 90));
        try (var relay = new Relay(server, right);
                var connector = Connector.to(behind(relay, authority, "verify-full"));
                var session = connector.maintenance();
                var passFile = SecretFile.of(".pgpass", Conninfo.passFile(server.admin()))) {
            assertThat(session.isTrue("look", "SELECT true")).isTrue();
            runs(connector, passFile);
            relay.show(wrong.certificate(authority));

            assertThatThrownBy(() -> runs(connector, passFile))
                    .hasMessageContaining(wrong == Wrong.HOST_NAME ? "does not match host name" : "certificate verify");
        }
    }

    private void runs(Connector connector, SecretFile passFile) throws Exception {
        TestServer.tools()
                .connecting("pg_dump", List.of(), connector, server.admin(), "template1", passFile.path())
                .read(Reasons.DUMP_FAILED, InputStream::readAllBytes);
    }

    private DatabaseTarget behind(Relay relay, TestAuthority authority, String mode) throws Exception {
        return Targets.connecting(
                Scratch.planned(server).target(),
                Map.of("host", HOST, "port", relay.port(), "sslMode", mode, "caCertificate", authority.certificate()));
    }

    @Test
    void anAdminWhoHasToShowACertificateShowsItForEverythingThatTheDriverDoes() throws Exception {
        var admin = new Credentials("certified_" + Long.toHexString(System.nanoTime()), "Certified0123");
        server.run(
                "postgres",
                "DO $$ BEGIN CREATE ROLE needs_certificate; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                "CREATE ROLE " + admin.username() + " LOGIN CREATEDB CREATEROLE PASSWORD '" + admin.password() + "'",
                "GRANT needs_certificate TO " + admin.username());
        var scratch = Scratch.planned(server);
        var without = Targets.as(admin, Targets.connecting(scratch.target(), connect()));
        var with = Targets.connecting(without, clientCertificate());
        var driver = scratch.driver();
        try {
            assertThatThrownBy(() -> driver.probe(without)).isInstanceOfSatisfying(DriverException.class, e -> {
                assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.USER);
                assertThat(e.reason()).isEqualTo(Reasons.AUTHENTICATION_FAILED);
                assertThat(e).hasMessageContaining("spec.tls.clientCertificate");
            });

            driver.validate(with);
            driver.create(new CreateRequest(with, Scratch.PASSWORD, false));
            scratch.run("CREATE TABLE t (a int)", "INSERT INTO t VALUES (3)");
            var dump = new ByteArrayOutputStream();
            driver.backup(with, dump);
            scratch.run("DROP TABLE t");
            driver.restore(with, new ByteArrayInputStream(dump.toByteArray()));

            assertThat(scratch.ask("SELECT a FROM t")).containsExactly("3");
            assertThat(driver.binding(with, "x").additionalEntries()).containsOnlyKeys("ca.crt", "sslmode");
        } finally {
            driver.drop(with);
            server.run(
                    "postgres",
                    "DROP DATABASE IF EXISTS db_operator_locks_" + admin.username(),
                    "DROP ROLE " + admin.username());
        }
    }

    /** Who is asked for a certificate by the way. */
    @Test
    void aProgramShowsTheCertificateToo() throws Exception {
        var connect = new HashMap<>(connect());
        connect.putAll(clientCertificate());
        try (var connector =
                Connector.to(Targets.connecting(Scratch.planned(server).target(), connect))) {
            assertThat(connector.tlsVariables()).containsOnlyKeys("PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY");
        }
    }

    private static Map<String, Object> connect() throws Exception {
        return Map.of(
                "sslMode",
                "verify-full",
                "caCertificate",
                Files.readString(Path.of(LocalServers.of("POSTGRESQL", "CA"))));
    }

    private static Map<String, Object> clientCertificate() throws Exception {
        return Map.of(
                "clientCertificate",
                Files.readString(Path.of(LocalServers.of("POSTGRESQL", "CLIENT_CERTIFICATE"))),
                "clientKey",
                Files.readString(Path.of(LocalServers.of("POSTGRESQL", "CLIENT_KEY"))));
    }
}
