package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
    private final MysqlDriver driver = new MysqlDriver();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql",
                "SYS",
                "Information_Schema",
                "performance_schema",
                "db_operator",
                "ends ",
                "nul\0",
                "new\nline",
                "smile\uD83D\uDE00",
                "#mysql50#../mysql",
                " ",
                "12345678901234567890123456789012345678901234567890123456789012345",
                "_23456789012345678901234567890123456789012345678901234567890123_"
            })
    void aDatabaseNameThatCannotWorkIsRefused(String name) {
        refused(target(name, "app", Map.of("host", "db"), Map.of()), "database name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ok", "Käse & Brot", "a`b", "123456789012345678901234567890123456789012345678901234567890123_"})
    void aNameThatFitsIsTaken(String name) {
        var target = target(name.length() > 63 ? name.substring(1) : name, "app", Map.of("host", "db"), Map.of());

        assertThatCode(() -> driver.validate(target)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"root", "admin", "MySQL.sys", " leading", "ends ", "tab\t", "123456789012345678901234567890123"})
    void aUserNameThatCannotWorkIsRefused(String user) {
        refused(target("db", user, Map.of("host", "db"), Map.of()), "user name");
    }

    @Test
    void theLongestDerivedNameCanBeGrantedOn() {
        var name = "a" + "_".repeat(driver.naming().maxDatabaseName() - 1);

        assertThatCode(() -> driver.validate(target(name, name, Map.of("host", "db"), Map.of())))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "host, a host, host",
        "host, evil/?user=x, host",
        "host, 'a,b', host",
        "host, '(host=x)', host",
        "port, 0, port",
        "port, 65536, port",
        "port, x, port",
        "sslMode, maybe, sslMode",
        "sslMode, VERIFY_CA, caCertificate",
        "caCertificate, rubbish, caCertificate",
        "sslmode, REQUIRED, sslmode"
    })
    void aWrongConnectKeyIsNamed(String key, String value, String named) {
        var connect = new HashMap<String, Object>(Map.of("host", "db"));
        connect.put(key, value);

        refused(target("db", "app", connect, Map.of()), "spec.connect." + named);
    }

    @ParameterizedTest
    @CsvSource({"characterSet, utf8mb4; DROP DATABASE x", "collation, '`'", "maxUserConnections, -1", "charset, utf8mb4"
    })
    void aWrongOptionIsNamed(String key, String value) {
        refused(target("db", "app", Map.of("host", "db"), Map.of(key, value)), "spec.options." + key);
    }

    @Test
    void aMissingHostIsNamed() {
        refused(target("db", "app", Map.of(), Map.of()), "spec.connect.host");
    }

    @Test
    void defaultsAreMysqlsOwn() throws Exception {
        var endpoint = Endpoint.of(new Settings("spec.connect", Map.of("host", "[2001:db8::1]")));

        assertThat(endpoint.address().port()).isEqualTo(3306);
        assertThat(endpoint.tls()).isEqualTo(TlsMode.PREFERRED);
        assertThat(endpoint.address().authority()).isEqualTo("[2001:db8::1]:3306");
    }

    @Test
    void theCommandThatReadsADumpIsTheServersOwn() {
        assertThat(driver.backupFormat().readWith()).isEqualTo("mysql DATABASE");
        assertThat(new MariadbDriver().backupFormat().readWith()).isEqualTo("mariadb DATABASE");
    }

    private void refused(DatabaseTarget target, String message) {
        assertThatThrownBy(() -> driver.validate(target))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Kind.USER, DriverException::kind)
                .returns(Reasons.INVALID_SPEC, DriverException::reason)
                .hasMessageContaining(message);
    }

    static DatabaseTarget target(
            String database, String user, Map<String, Object> connect, Map<String, Object> options) {
        return new DatabaseTarget(
                new Owner("c", "n", "x"),
                database,
                user,
                new Settings("spec.connect", connect),
                new Settings("spec.options", options),
                new Credentials("admin", "adminPassword"));
    }
}
