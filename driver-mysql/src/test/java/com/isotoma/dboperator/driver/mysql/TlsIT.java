package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.testkit.StrangersTls;
import com.isotoma.dboperator.testkit.Targets;
import com.isotoma.dboperator.testkit.TestAuthority;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers whose certificates are wrong, and one that asks for a certificate, for JDBC and for the programs. */
class TlsIT extends OnBothServers {
    private static final String HOST = "127.0.0.1";

    TlsIT(Flavour flavour) {
        super(flavour);
    }

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
            var target = behind(relay, authority, TlsMode.VERIFY_IDENTITY);

            assertThatThrownBy(() -> driver.probe(target))
                    .asInstanceOf(throwable(DriverException.class))
                    .returns(Kind.USER, DriverException::kind)
                    .returns(Reasons.INVALID_SPEC, DriverException::reason)
                    .hasMessageContaining("Compare spec.tls");
            relay.show(new StrangersTls(authority.server("ip:" + HOST, 0, 90)));
            assertThat(driver.probe(target).version()).isNotBlank();
        }
    }

    @Test
    void theHostNameDoesNotCountWhereTheCaAloneIsVerified() throws Exception {
        var authority = TestAuthority.make("ours");
        try (var relay = new Relay(server, Wrong.HOST_NAME.certificate(authority))) {
            assertThat(driver.probe(behind(relay, authority, TlsMode.VERIFY_CA)).version())
                    .isNotBlank();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noProgramLogsInToAServerWithAWrongCertificate(Wrong wrong) throws Exception {
        var authority = TestAuthority.make("ours");
        try (var relay = new Relay(server, new StrangersTls(authority.server("ip:" + HOST, 0, 90)))) {
            var target = behind(relay, authority, TlsMode.VERIFY_IDENTITY);
            var endpoint = Endpoint.of(target.connect());
            try (var login = ToolLogin.of(flavour, endpoint, true, target.admin(), Optional.empty())) {
                for (var program : List.of(flavour.clientProgram(), flavour.dumpProgram())) {
                    relay.show(new StrangersTls(authority.server("ip:" + HOST, 0, 90)));
                    assertThat(words(program, login)).as("with the right one").doesNotContain("TLS/SSL error");
                    relay.show(wrong.certificate(authority));
                    assertThat(words(program, login)).containsIgnoringCase("TLS/SSL error");
                }
            }
        }
    }

    /** What a program says when it is to do something small. */
    private String words(String program, ToolLogin login) throws Exception {
        var command = new ArrayList<>(List.of(
                server.tools().resolve(program).toString(), "--defaults-file=" + login.optionFile(), "--batch"));
        if (program.equals(flavour.dumpProgram())) {
            command.removeLast();
            command.addAll(List.of("--no-data", "--", "information_schema"));
        } else {
            command.add("--execute=SELECT 1");
        }
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .replace("SSL connection error", "TLS/SSL error");
    }

    private DatabaseTarget behind(Relay relay, TestAuthority authority, TlsMode mode) throws Exception {
        return target(
                name,
                Map.of(
                        "host",
                        HOST,
                        "port",
                        relay.port(),
                        "sslMode",
                        mode.name(),
                        "caCertificate",
                        authority.certificate()),
                Map.of());
    }

    @Test
    void anAdminWhoHasToShowACertificateShowsItForEverythingThatTheDriverDoes() throws Exception {
        var admin = new Credentials("certified_" + name.substring(2), "Certified#0123");
        var root = TestServer.local(flavour.name(), "ADMIN");
        root.asAdmin(
                "CREATE USER '" + admin.username() + "'@'%' IDENTIFIED BY '" + admin.password() + "' REQUIRE X509",
                "GRANT ALL ON *.* TO '" + admin.username() + "'@'%' WITH GRANT OPTION");
        var without = Targets.as(admin, target(name, Map.of("caCertificate", file("CA")), Map.of()));
        var more = new HashMap<String, Object>(
                Map.of("clientCertificate", file("CLIENT_CERTIFICATE"), "clientKey", file("CLIENT_KEY")));
        var with = Targets.connecting(without, more);
        try {
            assertThatThrownBy(() -> driver.probe(without))
                    .asInstanceOf(throwable(DriverException.class))
                    .returns(Kind.USER, DriverException::kind)
                    .returns(Reasons.AUTHENTICATION_FAILED, DriverException::reason);

            driver.validate(with);
            create(with, PASSWORD);
            application(with, PASSWORD, "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (3)");
            var dump = dumpOf(with);
            application(with, PASSWORD, "DROP TABLE t");
            driver.restore(with, new ByteArrayInputStream(dump));

            assertThat(ask(with, PASSWORD, "SELECT a FROM t")).containsExactly("3");
            assertThat(driver.binding(with, "x").additionalEntries()).containsOnlyKeys("ca.crt");
            driver.drop(with);
        } finally {
            root.asAdmin("DROP USER '" + admin.username() + "'@'%'");
        }
    }

    private String file(String key) throws Exception {
        return Files.readString(Path.of(LocalServers.of(flavour.name(), key)));
    }
}
