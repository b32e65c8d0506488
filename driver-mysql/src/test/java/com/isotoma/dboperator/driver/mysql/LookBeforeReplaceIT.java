package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can stand in the way of a replacement is found while the application works on, and is named. */
class LookBeforeReplaceIT extends OnBothServers {
    private final TestServer root = TestServer.local(flavour.name(), "ADMIN");
    private DatabaseTarget target;
    private DatabaseTarget replacement;

    LookBeforeReplaceIT(Flavour flavour) {
        super(flavour);
    }

    @BeforeEach
    void anOldAndANewDatabase() throws Exception {
        target = created(name, PASSWORD);
        replacement = created(name + "_r", OTHER_PASSWORD);
        application(
                target,
                PASSWORD,
                "CREATE TABLE t (id INT PRIMARY KEY)",
                "INSERT INTO t VALUES (1)",
                "CREATE TABLE log (id INT PRIMARY KEY)",
                "CREATE TRIGGER copying AFTER INSERT ON t FOR EACH ROW INSERT INTO log VALUES (NEW.id)",
                "CREATE EVENT yearly ON SCHEDULE EVERY 1 YEAR DO DELETE FROM log");
        application(replacement, OTHER_PASSWORD, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (2)");
    }

    @Test
    void aServerThatDemandsPrimaryKeysTakesOurTablesToo() throws Exception {
        var variable = flavour == Flavour.MYSQL ? "sql_require_primary_key" : "innodb_force_primary_key";
        root.asAdmin("SET GLOBAL " + variable + " = ON");
        try {
            driver.replace(target, replacement);
        } finally {
            root.asAdmin("SET GLOBAL " + variable + " = OFF");
        }

        assertThat(ask(target, PASSWORD, "SELECT id FROM t")).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'x','',1", "'it''s','branch',7"})
    void aPreparedTransactionIsNamedAndTheApplicationWorksOn(String xid) throws Exception {
        try (var lost = server.asApplication(target, PASSWORD)) {
            TestServer.run(lost, "XA START " + xid, "INSERT INTO t VALUES (7)", "XA END " + xid, "XA PREPARE " + xid);
        }
        try (var working = server.asApplication(target, PASSWORD)) {
            assertInUse("XA");
            // Found before data are read in as well.
            assertThatThrownBy(() -> driver.requireReplaceable(target))
                    .asInstanceOf(throwable(DriverException.class))
                    .returns(Kind.USER, DriverException::kind)
                    .returns(Reasons.RESTORE_FAILED, DriverException::reason)
                    .hasMessageContainingAll("XA", "Nothing was changed");
            assertThat(working.isValid(5)).as("its session was not ended").isTrue();
            TestServer.run(working, "INSERT INTO t VALUES (3)");
        } finally {
            root.asAdmin("XA ROLLBACK " + xid);
        }
        driver.replace(target, replacement);
        assertThat(ask(target, PASSWORD, "SELECT id FROM t")).containsExactly("2");
    }

    @Test
    void theIdOfAPreparedTransactionIsShownToAnAdminWhoMaySeeIt() throws Exception {
        var xid = "'shop','orders',3";
        try (var lost = server.asApplication(target, PASSWORD)) {
            TestServer.run(lost, "XA START " + xid, "INSERT INTO t VALUES (7)", "XA END " + xid, "XA PREPARE " + xid);
        }
        try {
            assertThatThrownBy(() -> driver.replace(
                            root.target(owner, target.databaseName(), target.username()),
                            root.target(owner, replacement.databaseName(), replacement.username())))
                    .hasMessageContainingAll(xid, "'t'", "XA ROLLBACK");
        } finally {
            root.asAdmin("XA ROLLBACK " + xid);
        }
    }

    @Test
    void aPreparedTransactionOfAnotherDatabaseIsNoObstacle() throws Exception {
        var other = created(name + "_o", PASSWORD);
        application(other, PASSWORD, "CREATE TABLE t (id INT PRIMARY KEY)");
        try (var lost = server.asApplication(other, PASSWORD)) {
            TestServer.run(lost, "XA START 'o'", "INSERT INTO t VALUES (7)", "XA END 'o'", "XA PREPARE 'o'");
        }
        try {
            driver.replace(target, replacement);
        } finally {
            root.asAdmin("XA ROLLBACK 'o'");
        }
        assertThat(ask(target, PASSWORD, "SELECT id FROM t")).containsExactly("2");
    }

    /** Each is a session of another account, which the driver may not end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM %s.t",
                "INSERT INTO %s.t VALUES (9)",
                "LOCK TABLES %s.t READ",
                "LOCK TABLES %s.log WRITE",
                "SELECT * FROM %s.log WHERE id = 1 FOR UPDATE"
            })
    void aSessionOfAnotherAccountLeavesTheApplicationWithEverythingItHad(String statement) throws Exception {
        try (var busy = root.asAdmin()) {
            busy.setAutoCommit(false);
            TestServer.run(busy, statement.formatted(name));
            assertInUse("");
            // A session may have ended long before the data are read in.
            driver.requireReplaceable(target);
            assertThatTheOldOneIsWhole();
            release(busy);
        }
        driver.replace(target, replacement);
        assertThat(ask(target, PASSWORD, "SELECT id FROM t")).containsExactly("2");
    }

    private static void release(Connection busy) throws SQLException {
        busy.rollback();
        TestServer.run(busy, "UNLOCK TABLES");
    }

    /** A view that appears with the name of a new table makes the statement fail that moves the tables. */
    @Test
    void whatFailsAfterTheApplicationWasKeptOutLetsItInWithTriggersAndEvents() throws Exception {
        root.asAdmin("CREATE DATABASE " + Replacements.oldOf(name));
        clearAfterwards("DROP DATABASE IF EXISTS " + Replacements.oldOf(name));
        assertThatThrownBy(() -> driver.replace(target, replacement))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Reasons.NAME_CONFLICT, DriverException::reason);
        assertThatTheOldOneIsWhole();

        // A table that is in the way of the old ones: the statement fails when everything before it was done.
        root.asAdmin("DROP DATABASE " + Replacements.oldOf(name));
        var blocked = new MysqlDriver(Tools.in(server.tools()));
        try (var busy = root.asAdmin()) {
            busy.setAutoCommit(false);
            TestServer.run(busy, "SELECT * FROM " + name + ".t");
            assertThatThrownBy(() -> blocked.replace(target, replacement)).isInstanceOf(DriverException.class);
            busy.rollback();
        }
        root.asAdmin("CREATE TABLE " + Replacements.oldOf(name) + ".t (id INT PRIMARY KEY)");

        assertThatThrownBy(() -> driver.replace(target, replacement)).isInstanceOf(DriverException.class);

        assertThatTheOldOneIsWhole();
        root.asAdmin("DROP TABLE " + Replacements.oldOf(name) + ".t");
        driver.replace(target, replacement);
        assertThat(ask(target, PASSWORD, "SELECT id FROM t")).containsExactly("2");
    }

    private void assertInUse(String word) {
        assertThatThrownBy(() -> driver.replace(target, replacement))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Kind.UNAVAILABLE, DriverException::kind)
                .returns(Reasons.IN_USE, DriverException::reason)
                .returns(true, DriverException::nothingChanged)
                .hasMessageContaining(word);
    }

    private void assertThatTheOldOneIsWhole() throws SQLException {
        assertThat(ask(target, PASSWORD, "SELECT id FROM t")).contains("1");
        assertThat(ask(
                        target,
                        PASSWORD,
                        "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()"))
                .containsExactly("copying");
        assertThat(ask(target, PASSWORD, "SELECT status FROM information_schema.events"))
                .containsExactly("ENABLED");
    }
}
