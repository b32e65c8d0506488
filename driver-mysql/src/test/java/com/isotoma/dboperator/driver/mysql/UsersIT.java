package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Access;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.UserRequest;
import com.isotoma.dboperator.driver.spi.UserTarget;
import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Further users, on what only this family has. */
class UsersIT extends OnBothServers {
    private static final String FURTHER = "FurtherPassword0123456789";

    UsersIT(Flavour flavour) {
        super(flavour);
    }

    @Test
    void aNameWithWildcardsOpensNoOtherDatabase() throws Exception {
        var target = created(name, PASSWORD);
        var similar = created(name.replace("t_", "tx"), PASSWORD);
        application(target, PASSWORD, "CREATE TABLE t (a INT)");
        application(similar, PASSWORD, "CREATE TABLE t (a INT)");
        for (var access : Access.values()) {
            ensure(user(target, access));
            assertMay(target, true, "SELECT a FROM t");
            assertMay(target, false, "SELECT a FROM " + similar.databaseName() + ".t");
        }
    }

    @Test
    void onlyAWriterRunsRoutines() throws Exception {
        var target = created(name, PASSWORD);
        application(
                target,
                PASSWORD,
                "CREATE TABLE t (a INT)",
                "CREATE PROCEDURE p() MODIFIES SQL DATA SQL SECURITY DEFINER INSERT INTO t VALUES (1)");
        ensure(user(target, Access.READ_ONLY));
        assertMay(target, false, "CALL p()");
        assertMay(target, false, "CREATE TEMPORARY TABLE x (a INT)");
        ensure(user(target, Access.READ_WRITE));
        assertMay(target, true, "CALL p()");
        assertMay(target, true, "CREATE TEMPORARY TABLE x (a INT)");
        ensure(user(target, Access.READ_ONLY));
        assertMay(target, false, "CALL p()");
    }

    @Test
    void aSessionDoesNotKeepRightsThatAreTakenAway() throws Exception {
        var target = created(name, PASSWORD);
        var user = user(target, Access.OWNER);
        ensure(user);
        try (var session = server.connect(target.databaseName(), user.username(), FURTHER)) {
            TestServer.run(session, "CREATE TABLE made (a INT)");

            ensure(user(target, Access.READ_ONLY));

            assertThatThrownBy(() -> TestServer.run(session, "DROP TABLE made")).isInstanceOf(SQLException.class);
        }
        assertMay(target, true, "SELECT a FROM made");
    }

    @Test
    void anOpenTransactionOfAUserDoesNotHoldTheEndOfTheDatabaseUp() throws Exception {
        var target = created(name, PASSWORD);
        application(target, PASSWORD, "CREATE TABLE t (a INT)");
        var user = user(target, Access.READ_ONLY);
        ensure(user);
        try (var session = server.connect(target.databaseName(), user.username(), FURTHER)) {
            TestServer.run(session, "START TRANSACTION", "SELECT a FROM t");

            driver.drop(target);

            assertThat(server.askAdmin("SELECT 1 FROM information_schema.schemata WHERE schema_name = ?", name))
                    .isEmpty();
        }
    }

    @Test
    void oneThatHasDefinedSomethingIsLockedUntilThatIsMadeAgain() throws Exception {
        var target = created(name, PASSWORD);
        application(target, PASSWORD, "CREATE TABLE t (a INT)");
        var user = user(target, Access.OWNER);
        ensure(user);
        assertMay(target, true, "CREATE VIEW v AS SELECT a FROM t");

        assertThatThrownBy(() -> driver.dropUser(user)).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reasons.IN_USE);
            assertThat(e).hasMessageContaining("view v");
        });

        assertMay(target, false, "SELECT a FROM t");
        assertThat(ask(target, PASSWORD, "SELECT a FROM v")).isEmpty();
        application(target, PASSWORD, "CREATE OR REPLACE VIEW v AS SELECT a FROM t");
        driver.dropUser(user);
        assertMay(target, false, "SELECT a FROM t");
        assertThat(ask(target, PASSWORD, "SELECT a FROM v")).isEmpty();
    }

    @Test
    void whatAnOwnerHasDefinedIsBackedUpAndRestored() throws Exception {
        var target = created(name, PASSWORD);
        application(target, PASSWORD, "CREATE TABLE t (a INT)");
        var user = user(target, Access.OWNER);
        ensure(user);
        assertMay(target, true, "CREATE VIEW v AS SELECT a FROM t");
        assertMay(target, true, "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = NEW.a + 1");
        application(target, PASSWORD, "INSERT INTO t VALUES (1)");
        var dump = dumpOf(target);
        var staging = target(name + "_s");
        driver.create(CreateRequest.staging(staging, OTHER_PASSWORD, target));
        driver.restore(staging, new ByteArrayInputStream(dump));
        driver.replace(target, staging);

        application(target, PASSWORD, "INSERT INTO t VALUES (2)");
        assertThat(ask(target, PASSWORD, "SELECT a FROM v ORDER BY a")).containsExactly("2", "3");
        assertMay(target, true, "SELECT a FROM v");
        driver.dropUser(user);
        assertThat(ask(target, PASSWORD, "SELECT a FROM v ORDER BY a")).containsExactly("2", "3");
    }

    @Test
    void anAccountOfThatNameForAnotherHostIsNotTakenFor() throws Exception {
        var target = created(name, PASSWORD);
        var user = user(target, Access.READ_ONLY);
        server.asAdmin("CREATE USER '" + user.username() + "'@'localhost'");
        clearAfterwards("DROP USER '" + user.username() + "'@'localhost'");

        assertThatThrownBy(() -> ensure(user))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.NAME_CONFLICT));
        driver.dropUser(user);
        assertThat(server.askAdmin("SELECT host FROM mysql.user WHERE user = ?", user.username()))
                .containsExactly("localhost");
    }

    private static UserTarget user(DatabaseTarget target, Access access) {
        return new UserTarget(target, "some", target.username() + "_u", access);
    }

    private void ensure(UserTarget user) throws Exception {
        driver.ensureUser(UserRequest.alone(user, new Credentials(user.username(), FURTHER)));
    }

    private void assertMay(DatabaseTarget target, boolean may, String sql) throws SQLException {
        try (var connection = server.connect(target.databaseName(), target.username() + "_u", FURTHER)) {
            TestServer.run(connection, sql);
            assertThat(may).as(sql).isTrue();
        } catch (SQLException e) {
            assertThat(e.getErrorCode()).as(e.getMessage()).isIn(1044, 1045, 1142, 1370, 3118, 4151);
            assertThat(may).as(sql + ": " + e.getMessage()).isFalse();
        }
    }
}
