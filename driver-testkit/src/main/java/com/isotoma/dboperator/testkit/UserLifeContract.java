package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.Access;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.UserTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of further users with their database, and beside other users. */
abstract class UserLifeContract extends UserContract {
    @Test
    void aUserThatIsDroppedIsGoneAndNothingElse() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.USERS)) {
            return;
        }
        make(application(target), "earlier");
        var reader = ensure(user(target, "reader", Access.READ_ONLY));
        var writer = ensure(user(target, "writer", Access.READ_WRITE));

        driver().dropUser(user(target, "reader", Access.READ_ONLY));
        driver().dropUser(user(target, "reader", Access.READ_ONLY));

        assertMay(target, reader, false, READ, "earlier");
        assertMay(target, writer, true, WRITE, "earlier");
        assertMay(target, application(target), true, WRITE, "earlier");
        // Another one of the same name is no heir.
        assertMay(target, ensure(user(target, "reader", Access.READ_ONLY)), true, READ, "earlier");
    }

    @Test
    void usersGoWithTheirDatabase() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.USERS)) {
            return;
        }
        var user = user(target, "reader", Access.READ_ONLY);
        var login = ensure(user);
        driver().drop(target);
        driver().dropUser(user);
        create(target, PASSWORD);
        make(application(target), "anew");

        assertMay(target, login, false, READ, "anew");
        assertMay(target, ensure(user), true, READ, "anew");
    }

    @Test
    void usersOutlastAReplacement() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.USERS) || !can(Capability.REPLACEMENT)) {
            return;
        }
        make(application(target), "old");
        var reader = ensure(user(target, "reader", Access.READ_ONLY));
        var writer = ensure(user(target, "writer", Access.READ_WRITE));
        var other = ensure(user(target, "other", Access.OWNER));
        var replacement = target(owner, name + "_x");
        try {
            driver().create(CreateRequest.staging(replacement, OTHER_PASSWORD, target));
            assertThat(maySql(
                            replacement,
                            new Credentials(driver().logins(replacement).getFirst(), OTHER_PASSWORD),
                            MAKE.formatted("instead")))
                    .isTrue();
            driver().replace(target, replacement);
        } finally {
            driver().drop(replacement);
        }
        make(other, "later");
        for (var table : List.of("instead", "later")) {
            assertMay(target, reader, true, READ, table);
            assertMay(target, reader, false, WRITE, table);
            assertMay(target, writer, true, WRITE, table);
            assertMay(target, writer, false, CHANGE, table);
            assertMay(target, other, true, CHANGE, table);
        }
        driver().dropUser(user(target, "reader", Access.READ_ONLY));
        assertMay(target, reader, false, READ, "instead");
    }

    @Test
    void noAccountOfAnotherIsTaken() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.USERS)) {
            return;
        }
        var user = user(target, "reader", Access.READ_ONLY);
        var login = ensure(user);
        var same = new UserTarget(target, "other", user.username(), Access.OWNER);
        assertThat(failureOf(() -> ensure(same)).reason()).isEqualTo(Reasons.NAME_CONFLICT);
        driver().dropUser(same);
        // That of a database is none of a user.
        var application = new UserTarget(target, "reader", target.username(), Access.OWNER);
        assertThat(failureOf(() -> ensure(application)).reason()).isEqualTo(Reasons.NAME_CONFLICT);
        driver().dropUser(application);
        var stranger = new Owner(owner.cluster(), owner.namespace(), "stranger");
        var taking = new DatabaseTarget(
                stranger, name + "_t", user.username(), target.connect(), target.options(), target.admin());
        assertThat(failureOf(() -> driver().create(new CreateRequest(taking, OTHER_PASSWORD, true)))
                        .reason())
                .isEqualTo(Reasons.NAME_CONFLICT);
        make(application(target), "earlier");
        assertMay(target, login, true, READ, "earlier");
        assertMay(target, application(target), true, WRITE, "earlier");
    }

    @Test
    void usersGoOnWhereAnotherOwnerTakesTheDatabaseUp() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        if (!can(Capability.USERS)) {
            return;
        }
        make(application(target), "earlier");
        var login = ensure(user(target, "reader", Access.READ_ONLY));
        var moved = target(new Owner(owner.cluster(), "elsewhere", "orders"), name);
        driver().create(new CreateRequest(moved, PASSWORD, true, owner));
        try {
            assertMay(target, login, true, READ, "earlier");
            assertThat(failureOf(() -> ensure(user(target, "reader", Access.OWNER))))
                    .isInstanceOf(DriverException.class);
            assertMay(moved, ensure(user(moved, "reader", Access.READ_WRITE)), true, WRITE, "earlier");
        } finally {
            driver().drop(moved);
        }
    }
}
