package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Rotation;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Two passwords of one account, and what else there is of that name. */
class DualPasswordIT extends OnBothServers {
    DualPasswordIT(Flavour flavour) {
        super(flavour);
    }

    @Test
    void whatTheAccountHasDefinedGoesOnThroughARotation() throws Exception {
        var target = created(name, PASSWORD);
        application(
                target,
                PASSWORD,
                "CREATE TABLE t (a INT)",
                "CREATE VIEW v AS SELECT a FROM t",
                "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = NEW.a + 1");
        var current = new Credentials(name, PASSWORD);
        var next = new Credentials(name, OTHER_PASSWORD);

        driver.beginRotation(new Rotation(target, current, next));
        application(target, PASSWORD, "INSERT INTO t VALUES (1)");
        application(target, OTHER_PASSWORD, "INSERT INTO t VALUES (2)");
        driver.endRotation(target, next);

        assertThat(ask(target, OTHER_PASSWORD, "SELECT a FROM v ORDER BY a")).containsExactly("2", "3");
        assertThatThrownBy(() -> application(target, PASSWORD, "SELECT 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void anAccountForANarrowerHostIsNoticedBeforeAnythingChangesForApplications() throws Exception {
        var target = created(name, PASSWORD);
        for (var host : new String[] {"127.0.0.1", "localhost"}) {
            server.asAdmin("CREATE USER '" + name + "'@'" + host + "' IDENTIFIED BY '" + PASSWORD + "'");
            clearAfterwards("DROP USER '" + name + "'@'" + host + "'");
        }
        var current = new Credentials(name, PASSWORD);

        assertThatThrownBy(() ->
                        driver.beginRotation(new Rotation(target, current, new Credentials(name, OTHER_PASSWORD))))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reasons.ROTATION_FAILED);
                    assertThat(e.kind()).isEqualTo(DriverException.Kind.USER);
                })
                .hasMessageContaining(name)
                .hasMessageNotContainingAny(PASSWORD, OTHER_PASSWORD);
        assertThat(rotating()).isFalse();
    }

    @Test
    void aRestoreThatWasCutOffIsNotTakenForARotation() throws Exception {
        var target = created(name, PASSWORD);
        if (flavour == Flavour.MYSQL) {
            // What a restore that was cut off leaves: the own password is the second one.
            server.asAdmin("ALTER USER '" + name + "'@'%' IDENTIFIED BY 'Nobody0Knows1This' RETAIN CURRENT PASSWORD");
        }
        var current = new Credentials(name, PASSWORD);

        driver.endRotation(target, current);
        driver.beginRotation(new Rotation(target, current, new Credentials(name, OTHER_PASSWORD)));

        application(target, PASSWORD, "SELECT 1");
        application(target, OTHER_PASSWORD, "SELECT 1");
        assertThatThrownBy(() -> application(target, "Nobody0Knows1This", "SELECT 1"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void aChangeOfTheSpecWithinTheOverlapKeepsBothAndOneAfterItKeepsOne() throws Exception {
        var target = created(name, PASSWORD);
        var next = new Credentials(name, OTHER_PASSWORD);
        driver.beginRotation(new Rotation(target, new Credentials(name, PASSWORD), next));
        assertThat(rotating()).isTrue();

        driver.create(new CreateRequest(target, "", false).by(next, true));
        application(target, PASSWORD, "SELECT 1");
        driver.create(new CreateRequest(target, "", false).by(next, false));

        application(target, OTHER_PASSWORD, "SELECT 1");
        assertThatThrownBy(() -> application(target, PASSWORD, "SELECT 1")).isInstanceOf(SQLException.class);
        assertThat(rotating()).isFalse();
    }

    private boolean rotating() throws Exception {
        try (var session = Session.admin(target(name))) {
            return new DualPassword(session, name).rotating();
        }
    }
}
