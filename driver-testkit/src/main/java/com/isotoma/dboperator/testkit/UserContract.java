package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.Access;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.UserRequest;
import com.isotoma.dboperator.driver.spi.UserTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link com.isotoma.dboperator.driver.spi.UserApi} promises of the rights and passwords of users. */
abstract class UserContract extends RotationContract {
    private int counter;

    static final String READ = "SELECT n FROM %s";
    static final String WRITE = "INSERT INTO %s (n) VALUES (1)";
    static final String MAKE = "CREATE TABLE %s (n int)";
    static final String CHANGE = "ALTER TABLE %s ADD COLUMN more int";

    @Test
    void furtherUsersAreRefusedWhereTheDriverDoesNotDeclareThem() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        var user = user(target, "reader", Access.READ_ONLY);
        if (can(Capability.USERS)) {
            assertThat(driver().logins(user)).isNotEmpty().doesNotHaveDuplicates();
            return;
        }
        assertThat(failureOf(() -> ensure(user)).reason()).isEqualTo(Reasons.NOT_SUPPORTED);
        assertThat(failureOf(() -> driver().dropUser(user)).reason()).isEqualTo(Reasons.NOT_SUPPORTED);
    }

    @Test
    void aReaderReadsWhatIsMadeBeforeAndLaterAndWritesNothing() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.USERS)) {
            return;
        }
        make(application(target), "earlier");
        var reader = ensure(user(target, "reader", Access.READ_ONLY));
        make(application(target), "later");

        for (var table : List.of("earlier", "later")) {
            assertMay(target, reader, true, READ, table);
            assertMay(target, reader, false, WRITE, table);
            assertMay(target, reader, false, "DELETE FROM %s", table);
            assertMay(target, reader, false, CHANGE, table);
            assertMay(target, reader, false, "DROP TABLE %s", table);
        }
        assertThat(dump(target)).isNotEmpty();
    }

    @Test
    void aWriterChangesRowsAndNoTables() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.USERS)) {
            return;
        }
        make(application(target), "earlier");
        var writer = ensure(user(target, "writer", Access.READ_WRITE));
        make(application(target), "later");

        for (var table : List.of("earlier", "later")) {
            assertMay(target, writer, true, WRITE, table);
            assertMay(target, writer, true, READ, table);
            assertMay(target, writer, true, "UPDATE %s SET n = 2", table);
            assertMay(target, writer, true, "DELETE FROM %s", table);
            assertMay(target, writer, false, CHANGE, table);
            assertMay(target, writer, false, "DROP TABLE %s", table);
        }
    }

    @Test
    void whatAnOwnerMakesIsTheApplicationsToo() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.USERS)) {
            return;
        }
        var reader = ensure(user(target, "reader", Access.READ_ONLY));
        var other = ensure(user(target, "other", Access.OWNER));
        make(other, "made");
        make(application(target), "mine");

        assertMay(target, application(target), true, CHANGE, "made");
        assertMay(target, other, true, CHANGE, "mine");
        assertMay(target, reader, true, READ, "made");
        driver().dropUser(user(target, "other", Access.OWNER));
        assertMay(target, application(target), true, WRITE, "made");
        assertMay(target, application(target), true, "DROP TABLE %s", "made");
    }

    @Test
    void theAccessOfAUserCanBeChanged() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.USERS)) {
            return;
        }
        make(application(target), "earlier");
        for (var access : List.of(
                Access.READ_ONLY, Access.OWNER, Access.READ_WRITE, Access.READ_ONLY, Access.READ_WRITE, Access.OWNER)) {
            var login = ensure(user(target, "some", access));
            // As often as it is asked for.
            ensure(user(target, "some", access));
            assertMay(target, login, true, READ, "earlier");
            assertMay(target, login, access != Access.READ_ONLY, WRITE, "earlier");
            assertMay(target, login, access == Access.OWNER, CHANGE.replace("more", "more" + counter++), "earlier");
        }
    }

    @Test
    void aUserReachesNoDatabaseButItsOwn() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        var other = target(new Owner(owner.cluster(), owner.namespace(), "other"), name + "_o");
        create(other, PASSWORD);
        try {
            if (!can(Capability.USERS)) {
                return;
            }
            for (var access : Access.values()) {
                var login = ensure(user(target, "some", access));
                assertThat(canConnect(driver().binding(target, login), login.password()))
                        .isTrue();
                assertThat(canConnect(driver().binding(other, login), login.password()))
                        .isFalse();
            }
        } finally {
            driver().drop(other);
        }
    }

    @Test
    void thePasswordOfAUserIsChangedWhileTheOneOfBeforeGoesOn() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.USERS)) {
            return;
        }
        make(application(target), "earlier");
        var user = user(target, "reader", Access.READ_ONLY);
        var current = ensure(user);
        for (int i = 1; i <= 3; i++) {
            var cutOff = login(user, i, "CutOff0123456789No" + i);
            driver().ensureUser(UserRequest.changing(user, current, cutOff));
            var next = login(user, i, "Password0123456789No" + i);
            driver().ensureUser(UserRequest.changing(user, current, next));
            driver().ensureUser(UserRequest.overlapping(user, next));
            assertMay(target, current, true, READ, "earlier");
            assertMay(target, next, true, READ, "earlier");
            assertMay(target, cutOff, false, READ, "earlier");

            driver().ensureUser(UserRequest.alone(user, next));
            assertMay(target, next, true, READ, "earlier");
            assertMay(target, current, false, READ, "earlier");
            current = next;
        }
        assertThat(UserRequest.alone(user, current).toString()).doesNotContain(current.password());
    }

    final UserTarget user(DatabaseTarget target, String user, Access access) {
        return new UserTarget(target, user, target.username() + "_" + user.charAt(0) + "u", access);
    }

    final Credentials ensure(UserTarget user) throws DriverException, InterruptedException {
        var login = login(user, 0, OTHER_PASSWORD);
        driver().ensureUser(UserRequest.alone(user, login));
        return login;
    }

    private Credentials login(UserTarget user, int number, String password) {
        var logins = driver().logins(user);
        return new Credentials(logins.get(number % logins.size()), password);
    }

    final Credentials application(DatabaseTarget target) {
        return new Credentials(driver().logins(target).getFirst(), PASSWORD);
    }

    final void make(Credentials login, String table) throws Exception {
        assertMay(target(owner, name), login, true, MAKE, table);
    }

    final void assertMay(DatabaseTarget target, Credentials login, boolean may, String sql, String table)
            throws Exception {
        var statement = sql.formatted(table);
        assertThat(maySql(target, login, statement))
                .as(login.username() + ": " + statement)
                .isEqualTo(may);
    }
}
