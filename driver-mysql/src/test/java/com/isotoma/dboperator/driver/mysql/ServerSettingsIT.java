package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Settings of a whole server that change what statements mean. So each test has a server of its own. */
class ServerSettingsIT extends OnServersOfTheirOwn {
    private static final String PASSWORD = "First_Password0123456789";
    private static final String OTHER_PASSWORD = "Other_Password0123456789";
    private static final List<String> CONTENTS = List.of(
            "CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, t CHAR(10), at TIMESTAMP NULL)",
            "INSERT INTO a VALUES (1, 'it''s', '2026-03-29 02:30:00'), (2, 'ü', NULL)",
            "CREATE TABLE z (id INT PRIMARY KEY, back VARCHAR(20), v FLOAT)",
            "INSERT INTO z VALUES (1, CONCAT('a', CHAR(92 USING utf8mb4), CHAR(39 USING utf8mb4), CHAR(10 USING utf8mb4)),"
                    + " 16777215), (2, NULL, 0.1)",
            "CREATE TRIGGER tr BEFORE INSERT ON z FOR EACH ROW SET NEW.v = NEW.v + 1",
            "CREATE VIEW v AS SELECT CONCAT(id, '-', TRIM(t)) AS x FROM a",
            "CREATE FUNCTION f(x INT) RETURNS INT DETERMINISTIC SQL SECURITY INVOKER RETURN x + 1",
            "CREATE EVENT e ON SCHEDULE EVERY 1 YEAR DO DELETE FROM a");

    ServerSettingsIT(Flavour flavour) throws IOException, InterruptedException {
        super(flavour);
    }

    @Test
    void sessionsThatDoNotCommitByThemselvesLoseNothing() throws Exception {
        assertThatEverythingComesBack("SET GLOBAL autocommit = 0", "SET GLOBAL init_connect = 'SET autocommit = 0'");
    }

    /** Nothing follows these rows in the dump that would commit them by the way. */
    @Test
    void norAreTheLastRowsOfADumpLost() throws Exception {
        root.asAdmin("SET GLOBAL autocommit = 0", "SET GLOBAL init_connect = 'SET autocommit = 0'");
        var target = server.target(owner, "orders", "orders");
        driver.create(new CreateRequest(target, PASSWORD, false));
        try (var connection = server.asApplication(target, PASSWORD)) {
            TestServer.run(
                    connection,
                    "SET SESSION autocommit = 1",
                    "CREATE TABLE z (id INT PRIMARY KEY, v FLOAT)",
                    "INSERT INTO z VALUES (1, 1), (2, 2)");
        }
        var dump = new ByteArrayOutputStream();
        driver.backup(target, dump);
        var beside = server.target(owner, "beside", "beside");
        driver.create(new CreateRequest(beside, OTHER_PASSWORD, false));

        driver.restore(beside, new ByteArrayInputStream(dump.toByteArray()));

        assertThat(driver.contents(beside)).isEqualTo(driver.contents(target));
    }

    @Test
    void anSqlModeOfItsOwnChangesNothing() throws Exception {
        assertThatEverythingComesBack(
                "SET GLOBAL sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,IGNORE_SPACE,"
                        + "NO_UNSIGNED_SUBTRACTION,NO_AUTO_VALUE_ON_ZERO,PAD_CHAR_TO_FULL_LENGTH'");
    }

    @Test
    void norDoTimeZoneCharacterSetAndTransport() throws Exception {
        assertThatEverythingComesBack(
                "SET GLOBAL time_zone = '-09:30'",
                "SET GLOBAL character_set_server = latin1",
                "SET GLOBAL collation_server = latin1_german2_ci",
                "SET GLOBAL require_secure_transport = ON",
                "SET GLOBAL " + (flavour == Flavour.MYSQL ? "transaction" : "tx") + "_isolation = 'SERIALIZABLE'",
                "SET GLOBAL explicit_defaults_for_timestamp = OFF",
                flavour == Flavour.MYSQL
                        ? "SET GLOBAL sql_generate_invisible_primary_key = ON"
                        : "SET GLOBAL system_versioning_alter_history = ERROR");
    }

    /** From the first table on that the driver makes for itself. */
    @Test
    void aServerThatDemandsPrimaryKeysFromItsFirstDayHasThemAll() throws Exception {
        assertThatEverythingComesBack(
                flavour == Flavour.MYSQL
                        ? "SET GLOBAL sql_require_primary_key = ON"
                        : "SET GLOBAL innodb_force_primary_key = ON");
    }

    /** Hexadecimal digits are twice as many as bytes: what went in does not come back by itself. */
    @Test
    void aRowThatCannotBeReadBackIsNamedWhenItIsBackedUp() throws Exception {
        root.asAdmin("SET GLOBAL max_allowed_packet = 4194304");
        var target = server.target(owner, "orders", "orders");
        driver.create(new CreateRequest(target, PASSWORD, false));
        try (var connection = server.asApplication(target, PASSWORD)) {
            TestServer.run(
                    connection,
                    "CREATE TABLE small (id INT PRIMARY KEY, b LONGBLOB)",
                    "INSERT INTO small VALUES (1, 'x')",
                    "CREATE TABLE large (id INT PRIMARY KEY, b LONGBLOB)",
                    "INSERT INTO large VALUES (1, REPEAT(CHAR(255), 3145728))");
        }

        var report = driver.backup(target, OutputStream.nullOutputStream());

        assertThat(report.notes()).singleElement().asString().contains("'large'", "max_allowed_packet", "4194304");
    }

    private void assertThatEverythingComesBack(String... settings) throws Exception {
        root.asAdmin(settings);
        var target = server.target(owner, "orders", "orders");
        var beside = server.target(owner, "beside", "beside");
        driver.create(new CreateRequest(target, PASSWORD, false));
        try (var connection = server.asApplication(target, PASSWORD)) {
            TestServer.run(connection, "SET SESSION sql_mode = '', autocommit = 1");
            TestServer.run(connection, CONTENTS.toArray(String[]::new));
        }
        var had = state(target);
        var dump = new ByteArrayOutputStream();
        var report = driver.backup(target, dump);
        assertThat(report.contents()).isEqualTo(driver.contents(target));
        driver.create(new CreateRequest(beside, OTHER_PASSWORD, false));

        driver.restore(beside, new ByteArrayInputStream(dump.toByteArray()));
        assertThat(driver.contents(beside)).isEqualTo(report.contents());
        driver.replace(target, beside);

        assertThat(state(target)).isEqualTo(had);
        driver.create(new CreateRequest(target, PASSWORD, false));
        driver.drop(target);
        assertThat(root.askAdmin("SELECT schema_name FROM information_schema.schemata WHERE schema_name IN ('orders',"
                        + " 'beside')"))
                .isEmpty();
    }

    private List<String> state(DatabaseTarget target) throws SQLException {
        try (var connection = server.asApplication(target, PASSWORD)) {
            TestServer.run(connection, "SET SESSION sql_mode = '', time_zone = '+00:00'");
            return TestServer.texts(
                    connection,
                    "SELECT CONCAT_WS('|', id, t, at) FROM a UNION ALL SELECT CONCAT_WS('|', id, HEX(back), v + 0e0) FROM"
                            + " z UNION ALL SELECT CONCAT(x, f(1)) FROM v UNION ALL SELECT CONCAT(trigger_name,"
                            + " action_statement, sql_mode) FROM information_schema.triggers WHERE trigger_schema ="
                            + " DATABASE() UNION ALL SELECT CONCAT(event_name, status, time_zone) FROM"
                            + " information_schema.events WHERE event_schema = DATABASE()");
        }
    }
}
