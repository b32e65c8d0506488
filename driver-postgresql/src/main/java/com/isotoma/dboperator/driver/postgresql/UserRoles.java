package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Access;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.UserRequest;
import com.isotoma.dboperator.driver.spi.UserTarget;
import java.util.ArrayList;
import java.util.List;

/**
 * The roles of one further user: one that has its rights, as which nobody logs in, and its logins, which are members of it. A
 * rotation changes the login, and no right. The logins of an Owner become the owner of the database as they log in to it.
 *
 * @param session a session of the admin outside the database, which holds the target's lock
 */
record UserRoles(UserTarget user, Session session) {

    /** @throws DriverException with NAME_CONFLICT where one of the names is taken */
    void refuseForeign() throws DriverException {
        var target = user.database();
        for (var name : names()) {
            if (name.equals(target.admin().username())) {
                throw conflict("'" + name + "' is the admin's own name");
            }
            var found = new Roles(session).find(name);
            if (found.isPresent() && !FurtherUsers.isOf(user, found.get())) {
                throw conflict(
                        "the role '" + name + "' exists and " + found.get().describedOwner());
            }
        }
    }

    private DriverException conflict(String why) {
        return DriverException.user(
                Reasons.NAME_CONFLICT,
                "The user '" + user.name() + "' cannot be made: " + why + ". Give the DatabaseUser another name");
    }

    /** Those that are there, the logins first. */
    List<RoleRow> present() throws DriverException {
        var present = new ArrayList<RoleRow>();
        for (var name : names()) {
            new Roles(session)
                    .find(name)
                    .filter(role -> FurtherUsers.isOf(user, role))
                    .ifPresent(present::add);
        }
        return present;
    }

    private List<String> names() {
        var names = new ArrayList<>(Logins.of(user).names());
        names.add(user.username());
        return names;
    }

    /** Lets the user log in by what the request says, and by nothing else. */
    void ensure(UserRequest request) throws DriverException {
        var roles = new Roles(session);
        var account = request.account();
        if (!Logins.of(user).names().contains(account.username())) {
            throw new IllegalArgumentException("'" + account.username() + "' is no login of '" + user.username() + "'");
        }
        if (roles.find(user.username()).isEmpty()) {
            roles.createOwner(user.username(), FurtherUsers.markOfRights(user));
        } else {
            roles.comment(user.username(), FurtherUsers.markOfRights(user));
        }
        login(account);
        for (var role : present()) {
            if (role.canLogin() && !request.overlap() && !role.name().equals(account.username())) {
                roles.lockOut(role.name());
            }
        }
    }

    private void login(Credentials account) throws DriverException {
        var roles = new Roles(session);
        var name = account.username();
        if (roles.find(name).isEmpty()) {
            roles.create(name, FurtherUsers.markOfLogin(user), account.password());
        } else {
            roles.setPassword(name, account.password());
        }
        if (!roles.isMember(name, user.username())) {
            roles.grant(user.username(), name);
        }
        roles.limit(name);
    }

    /**
     * Makes the user a member of the database's owner, or none any more; a member becomes it as it logs in.
     *
     * @return whether it was one and is none any more; sessions that have become the owner go on as that
     */
    boolean actAsOwner() throws DriverException {
        var roles = new Roles(session);
        var owner = user.database().username();
        boolean wanted = user.access() == Access.OWNER;
        boolean member = roles.isMember(user.username(), owner);
        if (wanted && !member) {
            roles.grant(owner, user.username());
        }
        if (!wanted && member) {
            roles.revoke(owner, user.username());
            if (roles.isMember(user.username(), owner)) {
                throw DriverException.user(
                        Reasons.PERMISSION_DENIED,
                        "Role '" + user.username() + "' is still a member of role '" + owner
                                + "', since another role than the admin has made it one: let that one or a superuser"
                                + " revoke it");
            }
        }
        var logins = new LoginRoles(user.database(), session);
        for (var role : present()) {
            if (!role.name().equals(user.username())) {
                if (wanted) {
                    logins.actAsOwner(role.name());
                } else {
                    logins.actAsItself(role.name());
                }
            }
        }
        return !wanted && member;
    }
}
