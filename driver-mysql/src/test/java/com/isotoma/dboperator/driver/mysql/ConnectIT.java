package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to a server, TLS above all, and the options of a database. */
class ConnectIT extends OnBothServers {
    /** An authority that has signed nothing here (ISRG Root X2, which is small). */
    private static final String STRANGER = """
            -----BEGIN CERTIFICATE-----
            MIICGzCCAaGgAwIBAgIQQdKd0XLq7qeAwSxs6S+HUjAKBggqhkjOPQQDAzBPMQsw
            CQYDVQQGEwJVUzEpMCcGA1UEChMgSW50ZXJuZXQgU2VjdXJpdHkgUmVzZWFyY2gg
            R3JvdXAxFTATBgNVBAMTDElTUkcgUm9vdCBYMjAeFw0yMDA5MDQwMDAwMDBaFw00
            MDA5MTcxNjAwMDBaME8xCzAJBgNVBAYTAlVTMSkwJwYDVQQKEyBJbnRlcm5ldCBT
            ZWN1cml0eSBSZXNlYXJjaCBHcm91cDEVMBMGA1UEAxMMSVNSRyBSb290IFgyMHYw
            EAYHKoZIzj0CAQYFK4EEACIDYgAEzZvVn4CDCuwJSvMWSj5cz3es3mcFDR0HttwW
            +1qLFNvicWDEukWVEYmO6gbf9yoWHKS5xcUy4APgHoIYOIvXRdgKam7mAHf7AlF9
            ItgKbppbd9/w+kHsOdx1ymgHDB/qo0IwQDAOBgNVHQ8BAf8EBAMCAQYwDwYDVR0T
            AQH/BAUwAwEB/zAdBgNVHQ4EFgQUfEKWrt5LSDv6kviejM9ti6lyN5UwCgYIKoZI
            zj0EAwMDaAAwZQIwe3lORlCEwkSHRhtFcP9Ymd70/aTSVaYgLXTWNLxBo1BfASdW
            tL4ndQavEi51mI38AjEAi/V3bNTIZargCyzuFJ0nN6T5U6VR5CmD1/iQMVtCnwr1
            /q4AaOeMSQ+2b1tbFfLn
            -----END CERTIFICATE-----
            """;

    ConnectIT(Flavour flavour) {
        super(flavour);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DISABLED", "preferred", "REQUIRED", "VERIFY_CA", "verify_identity"})
    void everyTlsModeWorksForJdbcAndForThePrograms(String mode) throws Exception {
        var connect = mode.toUpperCase(Locale.ROOT).startsWith("VERIFY")
                ? Map.<String, Object>of("sslMode", mode, "caCertificate", ca())
                : Map.<String, Object>of("sslMode", mode);
        var target = target(name, connect, Map.of());

        create(target, PASSWORD);
        application(target, PASSWORD, "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (3)");
        var dump = dumpOf(target);
        application(target, PASSWORD, "DROP TABLE t");
        driver.restore(target, new ByteArrayInputStream(dump));

        assertThat(ask(target, PASSWORD, "SELECT a FROM t")).containsExactly("3");
        driver.drop(target);
    }

    @Test
    void aServerWithACertificateOfAnotherAuthorityIsRefused() {
        var target = target(name, Map.of("caCertificate", STRANGER), Map.of());

        assertThatThrownBy(() -> create(target, PASSWORD))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Kind.USER, DriverException::kind)
                .hasMessageContaining("caCertificate");
    }

    @Test
    void aServerOfAnotherNameIsRefusedWhenTheNameCounts() throws Exception {
        // Another way to write the address of this machine, which is not in the certificate.
        var target =
                target(name, Map.of("host", "127.1", "sslMode", "VERIFY_IDENTITY", "caCertificate", ca()), Map.of());

        assertThatThrownBy(() -> create(target, PASSWORD))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Kind.USER, DriverException::kind)
                .hasMessageContaining("caCertificate");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anApplicationVerifiesTheServerByTheCertificateInItsSecret(boolean right, @TempDir Path folder)
            throws Exception {
        create(target(name), PASSWORD);
        var binding =
                driver.binding(target(name, Map.of("caCertificate", right ? ca() : STRANGER), Map.of()), PASSWORD);
        var file = Files.writeString(
                folder.resolve("ca.crt"),
                Objects.requireNonNull(binding.additionalEntries().get("ca.crt")));

        assertThat(binding.uri()).endsWith("?ssl-mode=VERIFY_IDENTITY");
        assertThat(programConnects(binding, file)).isEqualTo(right);
        assertThat(driver.binding(target(name), PASSWORD).additionalEntries()).isEmpty();
    }

    private boolean programConnects(ServiceBinding binding, Path ca) throws Exception {
        var client = Path.of(LocalServers.of(flavour.name(), "BIN"), flavour == Flavour.MYSQL ? "mysql" : "mariadb");
        var command = new ProcessBuilder(
                client.toString(),
                "--no-defaults",
                "--host=" + binding.host(),
                "--port=" + binding.port(),
                "--protocol=TCP",
                "--user=" + name,
                "--ssl-ca=" + ca,
                flavour == Flavour.MYSQL ? "--ssl-mode=VERIFY_IDENTITY" : "--ssl-verify-server-cert",
                "--execute=SELECT 1",
                name);
        command.environment().put("MYSQL_PWD", PASSWORD);
        command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return command.start().waitFor() == 0;
    }

    @Test
    void anUnknownHostIsWaitedForAndNamed() {
        var target = target(name, Map.of("host", "no-such-host.invalid"), Map.of());

        assertThatThrownBy(() -> create(target, PASSWORD))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Kind.UNAVAILABLE, DriverException::kind)
                .returns(Reasons.SERVER_UNREACHABLE, DriverException::reason)
                .hasMessageContaining("no-such-host.invalid");
    }

    private static String ca() throws IOException {
        return Files.readString(Path.of(LocalServers.of("MYSQL", "CA")));
    }

    @Test
    void aNewDatabaseHasUtf8mb4AndLaterOptionsChangeIt() throws Exception {
        create(target(name), PASSWORD);
        assertThat(characterSet()).startsWith("utf8mb4 ");

        create(target(name, Map.of(), Map.of("characterSet", "latin1", "collation", "latin1_german2_ci")), PASSWORD);
        assertThat(characterSet()).isEqualTo("latin1 latin1_german2_ci");

        create(target(name), PASSWORD);
        assertThat(characterSet()).as("unasked, it stays").isEqualTo("latin1 latin1_german2_ci");
    }

    private String characterSet() throws Exception {
        return server.askAdmin(
                        "SELECT CONCAT(default_character_set_name, ' ', default_collation_name)"
                                + " FROM information_schema.schemata WHERE schema_name = ?",
                        name)
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "klingon, , Unknown character set",
        ", utf8mb4_klingon_ci, Unknown collation",
        "utf8mb4, latin1_swedish_ci, latin1_swedish_ci"
    })
    void anOptionThatTheServerDoesNotKnowIsTheUsersMistake(
            @Nullable String set, @Nullable String collation, String message) {
        var options = new HashMap<String, Object>();
        if (set != null) {
            options.put("characterSet", set);
        }
        if (collation != null) {
            options.put("collation", collation);
        }

        assertThatThrownBy(() -> create(target(name, Map.of(), options), PASSWORD))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Kind.USER, DriverException::kind)
                .returns(Reasons.INVALID_SPEC, DriverException::reason)
                .hasMessageContaining(message)
                .hasMessageContaining("spec.options");
    }

    @Test
    void theNumberOfConnectionsCanBeLimitedAndFreedAgain() throws Exception {
        var limited = target(name, Map.of(), Map.of("maxUserConnections", 1));
        create(limited, PASSWORD);
        try (var first = server.asApplication(limited, PASSWORD)) {
            assertThat(first.isValid(5)).isTrue();
            assertThatThrownBy(() -> ask(limited, PASSWORD, "SELECT 1")).hasMessageContaining("max_user_connections");

            create(target(name), PASSWORD);
        }
        try (var first = server.asApplication(limited, PASSWORD);
                var second = server.asApplication(limited, PASSWORD)) {
            assertThat(first.isValid(5) && second.isValid(5)).isTrue();
        }
    }
}
