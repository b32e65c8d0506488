package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.DriverPlugin;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.sql.SqlErrors;
import com.isotoma.dboperator.driver.support.Address;
import java.io.EOFException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of versions and of errors. */
class ServerAnswersTest {
    private final SqlErrors errors =
            new SqlErrors(new Address("db", 3306).authority(), "admin", new ServerErrors(false), Set.of("hunter2"));

    @ParameterizedTest
    @CsvSource({
        "9.7.4-2, MySQL 9.7.4",
        "8.0.35-google, MySQL 8.0.35",
        "8.4.3, MySQL 8.4.3",
        "10.11.18-MariaDB-0+deb12u1, MariaDB 10.11.18",
        "5.5.5-10.6.12-MariaDB-log, MariaDB 10.6.12",
        "11.4.5-MariaDB, MariaDB 11.4.5"
    })
    void theProductIsReadFromTheVersion(String text, String info) throws Exception {
        assertThat(ServerVersion.of(text).text()).isEqualTo(info);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.7.44-log", "10.5.2-MariaDB", "5.5.5-10.5.2-MariaDB"})
    void aServerThatIsTooOldIsRefused(String text) {
        assertThatThrownBy(() -> ServerVersion.of(text))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("upgrade");
    }

    @ParameterizedTest
    @CsvSource({
        "1045, 28000, USER, AuthenticationFailed",
        "1698, 28000, USER, AuthenticationFailed",
        "1044, 42000, USER, PermissionDenied",
        "1142, 42000, USER, PermissionDenied",
        "1227, 42000, USER, PermissionDenied",
        "1410, 42000, USER, PermissionDenied",
        "1819, HY000, USER, PasswordRefused",
        "3638, HY000, USER, PasswordRefused",
        "1040, 08004, UNAVAILABLE, ServerUnreachable",
        "1053, 08S01, UNAVAILABLE, ServerUnreachable",
        "1290, HY000, UNAVAILABLE, ServerUnreachable",
        "0, 08S01, UNAVAILABLE, ServerUnreachable",
        "1205, HY000, UNAVAILABLE, InUse",
        "3572, HY000, UNAVAILABLE, InUse",
        "1064, 42000, INTERNAL, InternalError"
    })
    void theKindOfAnErrorSaysWhoIsToAct(int code, String state, Kind kind, String reason) {
        var translated = errors.of("look", new SQLException("no", state, code));

        assertThat(translated.kind()).isEqualTo(kind);
        assertThat(translated.reason()).isEqualTo(reason);
        assertThat(translated).hasMessageStartingWith("Cannot look on db:3306 as 'admin': no");
    }

    @Test
    void theRootOfALostConnectionIsShownOnOneLine() {
        var lost = new SQLException(
                "Communications link failure\n\nThe last packet…", "08S01", 0, new EOFException("nothing read"));
        var unknown =
                new SQLException("Communications link failure\n\n…", "08S01", 0, new UnknownHostException("nowhere"));

        assertThat(errors.of("look", lost))
                .hasMessage("Cannot look on db:3306 as 'admin': Communications link failure (nothing read)");
        assertThat(errors.of("look", unknown))
                .hasMessageContaining("(unknown host nowhere). Correct spec.connect.host");
    }

    @Test
    void secretsAreInNeitherMessageNorCause() {
        var translated = errors.of("look", new SQLException("near 'hunter2'", "42000", 1064));

        assertThat(translated).hasMessageContaining("near '***'").hasNoCause();
    }

    @Test
    void bothNamesAreRegistered() {
        var drivers = new HashMap<String, Class<?>>();
        ServiceLoader.load(DriverPlugin.class)
                .forEach(plugin -> plugin.register((name, factory) ->
                        drivers.put(name, factory.create(Permit.ALWAYS).getClass())));

        assertThat(drivers)
                .containsExactlyInAnyOrderEntriesOf(Map.of("mysql", MysqlDriver.class, "mariadb", MariadbDriver.class));
    }
}
