package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Warning;
import com.isotoma.dboperator.driver.support.Address;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is on the network's path gets no password in the clear and no file, and nothing at all where TLS is verified. */
class MiddlemanIT extends OnBothServers {
    private static final String SECRET = "KeptInAFile";

    private final Path folder;

    MiddlemanIT(Flavour flavour, @TempDir Path folder) {
        super(flavour);
        this.folder = folder;
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatAsksForMoreThanAProofOfThePasswordGetsNothing(FakeServer.Asks asks) throws Exception {
        for (boolean withTls : new boolean[] {false, true}) {
            try (var fake = new FakeServer(flavour, asks, withTls, secretFile())) {
                var target = target(name, Map.of("host", "127.0.0.1", "port", fake.port()), Map.of());

                assertThatThrownBy(() -> driver.probe(target)).isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.getMessage()).doesNotContain(target.admin().password());
                    if (asks != FakeServer.Asks.FILE) {
                        assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.USER);
                        assertThat(e.reason()).isEqualTo(Reasons.AUTHENTICATION_FAILED);
                        assertThat(e).hasMessageContaining("spec.tls.mode");
                    }
                });
                assertThatItLearnedNothing(fake, target.admin());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void neitherDoesAProgram(FakeServer.Asks asks) throws Exception {
        var account = new Credentials("dbadmin", "ThePassword0123");
        for (boolean withTls : new boolean[] {false, true}) {
            for (var program : List.of(flavour.clientProgram(), flavour.dumpProgram())) {
                try (var fake = new FakeServer(flavour, asks, withTls, secretFile());
                        var login = ToolLogin.of(
                                flavour,
                                new Endpoint(
                                        new Address("127.0.0.1", fake.port()),
                                        TlsMode.PREFERRED,
                                        Optional.empty(),
                                        Optional.empty()),
                                withTls,
                                account,
                                Optional.empty())) {
                    var arguments = program.equals(flavour.dumpProgram()) ? List.of("--", "shop") : List.of("--batch");

                    assertThat(statusOf(program, login.optionFile(), arguments)).isNotZero();

                    assertThatItLearnedNothing(fake, account);
                }
            }
        }
    }

    /** With an environment in which all plug-ins are found, so that this can fail. */
    private int statusOf(String program, Path optionFile, List<String> arguments) throws Exception {
        var command =
                new ArrayList<>(List.of(server.tools().resolve(program).toString(), "--defaults-file=" + optionFile));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put(
                        "MARIADB_PLUGIN_DIR",
                        server.tools()
                                .resolve("../root/usr/lib/x86_64-linux-gnu/libmariadb3/plugin")
                                .normalize()
                                .toString());
        var process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write("SELECT 1;\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // It has ended already.
        }
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private String secretFile() throws IOException {
        return Files.writeString(folder.resolve("secret"), SECRET).toString();
    }

    private static void assertThatItLearnedNothing(FakeServer fake, Credentials account) {
        assertThat(fake.asked()).as("it came to ask").isTrue();
        assertThat(fake.received()).doesNotContain(account.password()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "VERIFY_CA, true",
        "VERIFY_CA, false",
        "VERIFY_IDENTITY, true",
        "VERIFY_IDENTITY, false",
        "REQUIRED, false"
    })
    void whereTlsIsAskedForARelayThatDoesNotHaveItGetsNoSession(String mode, boolean withTls) throws Exception {
        try (var relay = new Relay(server, withTls)) {
            var connect =
                    new HashMap<String, Object>(Map.of("host", "127.0.0.1", "port", relay.port(), "sslMode", mode));
            if (TlsMode.valueOf(mode).verifies()) {
                connect.put("caCertificate", ca());
            }
            var target = target(name, connect, Map.of());

            assertThatThrownBy(() -> driver.probe(target))
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.USER));
            // Without a certificate to look at, MariaDB's programs take what there is.
            if (flavour == Flavour.MARIADB && !TlsMode.valueOf(mode).verifies()) {
                return;
            }
            try (var login =
                    ToolLogin.of(flavour, Endpoint.of(target.connect()), true, target.admin(), Optional.empty())) {
                assertThat(statusOf(flavour.clientProgram(), login.optionFile(), List.of("--batch")))
                        .isNotZero();
            }
        }
    }

    /** So that the test above can fail, and so that people learn of it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withoutThatARelayWorksAndAWarningSaysSo(boolean withTls) throws Exception {
        try (var relay = new Relay(server, withTls)) {
            var target = target(name, Map.of("host", "127.0.0.1", "port", relay.port()), Map.of());

            assertThat(driver.warnings(target)).singleElement().satisfies(warning -> {
                assertThat(warning.reason()).isEqualTo(Reasons.TLS_NOT_VERIFIED);
                assertThat(warning.message())
                        .contains(withTls ? "was not verified" : "has no TLS", "VerifyFull", "caCertificate")
                        .doesNotContain(target.admin().password());
            });
        }
    }

    @Test
    void aVerifiedConnectionAndAnAdminWithTheRightsThatAreNeededAreWarnedOfNothing() throws Exception {
        var target = target(name, Map.of("caCertificate", ca()), Map.of());

        assertThat(driver.warnings(target)).isEmpty();
    }

    @Test
    void anAdminWhoRulesTheServerIsToldOf() throws Exception {
        var root = TestServer.local(flavour.name(), "ADMIN");

        assertThat(driver.warnings(root.target(owner, name, name)))
                .extracting(Warning::reason)
                .contains(Reasons.ADMIN_IS_SUPERUSER);
    }

    @Test
    void programsThatAreMissingAreToldOfBeforeTheyAreNeeded() throws Exception {
        var bare = new MysqlDriver(Tools.in(folder));
        var target = created(name, PASSWORD);

        assertThat(bare.warnings(target))
                .filteredOn(warning -> warning.reason().equals(Reasons.TOOL_UNUSABLE))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message())
                        .contains(flavour.dumpProgram(), flavour.clientProgram(), flavour.product()));
        assertThatThrownBy(() -> bare.backup(target, new ByteArrayOutputStream()))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).as("no other attempt finds it").isEqualTo(Kind.USER);
                    assertThat(e.reason()).isEqualTo(Reasons.TOOL_UNUSABLE);
                });
    }

    /** This Java's own authorities, which are those of the system, are here those of the test's servers. */
    @Test
    void withoutACertificateTheAuthoritiesThatSystemsTrustAreTaken() throws Exception {
        var target = target(name, Map.of("host", server.host(), "sslMode", "VERIFY_IDENTITY"), Map.of());
        assertThatThrownBy(() -> driver.probe(target))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.USER));
        var previous = System.getProperty("javax.net.ssl.trustStore");
        try (var trusted = TrustStore.of(ca())) {
            System.setProperty(
                    "javax.net.ssl.trustStore",
                    Path.of(URI.create(trusted.url())).toString());
            System.setProperty("javax.net.ssl.trustStorePassword", TrustStore.PASSWORD);

            create(target, PASSWORD);
            application(target, PASSWORD, "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (3)");
            var dump = dumpOf(target);
            application(target, PASSWORD, "DROP TABLE t");
            driver.restore(target, new ByteArrayInputStream(dump));

            assertThat(ask(target, PASSWORD, "SELECT a FROM t")).containsExactly("3");
            assertThat(driver.warnings(target)).isEmpty();
        } finally {
            System.clearProperty("javax.net.ssl.trustStorePassword");
            if (previous == null) {
                System.clearProperty("javax.net.ssl.trustStore");
            } else {
                System.setProperty("javax.net.ssl.trustStore", previous);
            }
        }
    }

    private String ca() throws IOException {
        return Files.readString(Path.of(LocalServers.of(flavour.name(), "CA")));
    }
}
