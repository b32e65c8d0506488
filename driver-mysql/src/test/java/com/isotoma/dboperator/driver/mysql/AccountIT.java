package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.testkit.Targets;
import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what: the application's user, foreign users, and admins of several strengths. */
class AccountIT extends OnBothServers {
    AccountIT(Flavour flavour) {
        super(flavour);
    }

    @Test
    void anUnderscoreInTheNameOpensNoOtherDatabase() throws Exception {
        var target = created(name, PASSWORD);
        var lookalike = name.replace('_', 'x');
        server.asAdmin("CREATE DATABASE " + Quoting.identifier(lookalike));
        clearAfterwards("DROP DATABASE " + Quoting.identifier(lookalike));

        assertThatThrownBy(() -> application(target, PASSWORD, "USE " + Quoting.identifier(lookalike)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Access denied");
    }

    @Test
    void theApplicationMayDoEverythingInItsDatabaseButPassRightsOn() throws Exception {
        var target = created(name, PASSWORD);

        application(
                target,
                PASSWORD,
                "CREATE TABLE a (id INT PRIMARY KEY)",
                "CREATE TABLE b (id INT REFERENCES a (id))",
                "CREATE TEMPORARY TABLE c (id INT)",
                "ALTER TABLE b ADD COLUMN d INT",
                "LOCK TABLES a WRITE",
                "UNLOCK TABLES",
                "CREATE VIEW v AS SELECT 1 AS one",
                "SHOW CREATE VIEW v",
                "DROP TABLE b");

        for (var forbidden : new String[] {
            "GRANT SELECT ON " + Quoting.grantObject(name) + " TO " + "'restricted'@'%'",
            "SELECT * FROM db_operator.owners",
            "SELECT * FROM mysql.user",
            "CREATE DATABASE another"
        }) {
            assertThatThrownBy(() -> application(target, PASSWORD, forbidden))
                    .as(forbidden)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
        }
    }

    @Test
    void aUserMadeBySomebodyElseIsRefusedUnlessAdoptionIsAskedFor() throws Exception {
        server.asAdmin("CREATE USER '" + name + "'@'localhost' IDENTIFIED BY '" + OTHER_PASSWORD + "'");
        clearAfterwards("DROP USER IF EXISTS '" + name + "'@'localhost'");
        var target = target(name);

        assertThatThrownBy(() -> create(target, PASSWORD))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Kind.USER, DriverException::kind)
                .returns(Reasons.NAME_CONFLICT, DriverException::reason);
        driver.drop(target);
        assertThat(server.askAdmin("SELECT host FROM mysql.user WHERE user = ?", name))
                .containsExactly("localhost");

        driver.create(new CreateRequest(target, PASSWORD, true));
        assertThat(ask(target, PASSWORD, "SELECT DATABASE()")).containsExactly(name);
    }

    @Test
    void aUserOfAnotherDatabaseIsNeverTaken() throws Exception {
        created(name, PASSWORD);
        var second = remember(server.target(owner, name + "_2", name));

        assertThatThrownBy(() -> driver.create(new CreateRequest(second, OTHER_PASSWORD, true)))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Reasons.NAME_CONFLICT, DriverException::reason);
        driver.drop(second);

        assertThat(ask(target(name), PASSWORD, "SELECT DATABASE()")).containsExactly(name);
    }

    @Test
    void anAdminPasswordMayHoldAnything() throws Exception {
        var hostile =
                new Credentials("adm " + name.substring(0, 9) + "\"'\\#;", " #\"lead';\\n = [x] $(id) `grün` \\ ");
        admin(hostile, documentedPrivileges());
        var target = Targets.as(hostile, remember(target(name)));

        create(target, PASSWORD);
        application(target, PASSWORD, "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (42)");
        var dump = dumpOf(target);
        driver.restore(target, new ByteArrayInputStream(dump));

        assertThat(ask(target, PASSWORD, "SELECT a FROM t")).containsExactly("42");
        driver.drop(target);
    }

    /** @param halfWay whether it was cut off while the account got its own password back */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatARestoreLeftThatWasCutOffIsTakenAwayByTheNextCreate(boolean halfWay) throws Exception {
        var target = created(name, PASSWORD);
        application(target, PASSWORD, "CREATE TABLE t (a INT)");
        String left;
        try (var session = Session.admin(target)) {
            left = new TemporaryLogin(session, target).password();
            if (halfWay && flavour == Flavour.MARIADB) {
                new Account(session, target.username()).drop();
            }
        }

        create(target, PASSWORD);

        application(target, PASSWORD, "DROP TABLE t");
        assertThatThrownBy(() -> application(target, left, "SELECT 1")).hasMessageContaining("Access denied");
        assertThat(server.askAdmin("SELECT user FROM mysql.user WHERE user LIKE 'db_operator.kept.%'"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"USAGE", "SELECT", "CREATE USER", "SELECT, CREATE, INSERT, DELETE, CREATE USER"})
    void anAdminWhoMayTooLittleIsToldWhatIsMissing(String privileges) throws Exception {
        created(name + "_x", PASSWORD);
        var weak = new Credentials("weak" + name.substring(0, 9), PASSWORD);
        admin(weak, privileges);

        assertThatThrownBy(() -> create(Targets.as(weak, target(name)), OTHER_PASSWORD))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Kind.USER, DriverException::kind)
                .returns(Reasons.PERMISSION_DENIED, DriverException::reason)
                .hasMessageContaining("CREATE USER");
    }

    @Test
    void anAdminWhoMayNotReadTheMarksDoesNotTakeADatabaseForGone() throws Exception {
        var target = created(name, PASSWORD);
        var weak = new Credentials("weak" + name.substring(0, 9), PASSWORD);
        admin(weak, "CREATE USER");

        assertThatThrownBy(() -> driver.drop(Targets.as(weak, target)))
                .asInstanceOf(throwable(DriverException.class))
                .returns(Reasons.PERMISSION_DENIED, DriverException::reason);
    }

    private static String documentedPrivileges() {
        return "CREATE USER, " + Account.PRIVILEGES;
    }

    private void admin(Credentials account, String privileges) throws SQLException {
        try (var connection = server.asAdmin();
                var create = connection.prepareStatement("CREATE USER ?@'%' IDENTIFIED BY ?");
                var grant = connection.prepareStatement("GRANT " + privileges + " ON *.* TO ?@'%' WITH GRANT OPTION")) {
            create.setString(1, account.username());
            create.setString(2, account.password());
            create.executeUpdate();
            clearAfterwards(
                    "DROP USER '" + account.username().replace("\\", "\\\\").replace("'", "''") + "'@'%'");
            grant.setString(1, account.username());
            grant.executeUpdate();
        }
    }
}
