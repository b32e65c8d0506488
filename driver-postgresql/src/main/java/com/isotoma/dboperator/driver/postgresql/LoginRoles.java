package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.ArrayList;
import java.util.List;

/**
 * The roles by which an application logs in. In its database each of them becomes the owner as it logs in, so that what it
 * makes is the owner's, and a rotation gives nothing away.
 *
 * @param session a session of the admin outside the database, which holds the target's lock
 */
record LoginRoles(DatabaseTarget target, Session session) {

    /** Lets applications log in by {@code account}, marked and a member of the owner. */
    void ensure(Credentials account) throws DriverException {
        var roles = new Roles(session);
        var name = account.username();
        if (!Logins.of(target).withOwner().contains(name)) {
            throw new IllegalArgumentException("'" + name + "' is no login of '" + target.username() + "'");
        }
        var found = roles.find(name);
        if (found.isEmpty()) {
            roles.create(name, target.owner(), account.password());
        } else {
            if (!found.get().belongsTo(target.owner())) {
                roles.mark(name, target.owner());
            }
            roles.setPassword(name, account.password());
        }
        if (!isOwner(name) && !roles.isMember(name, target.username())) {
            roles.grant(target.username(), name);
        }
    }

    boolean isOwner(String name) {
        return name.equals(target.username());
    }

    boolean isMember(String name) throws DriverException {
        return new Roles(session).isMember(name, target.username());
    }

    /** Has each become the owner as it logs in to the database, which exists. Elsewhere they stay what they are. */
    void actAsOwner() throws DriverException {
        for (var login : ours()) {
            if (!isOwner(login.name())) {
                actAsOwner(login.name());
            }
        }
    }

    /** Has one of its members do so. */
    void actAsOwner(String login) throws DriverException {
        if (!actsAsOwner(login)) {
            session.run(
                    "let role '" + login + "' act as role '" + target.username() + "'",
                    Quoting.withNames("ALTER ROLE {role} IN DATABASE {name} SET role TO ", login, target.databaseName())
                            + Quoting.literal(target.username()));
        }
    }

    /** Takes back what {@link #actAsOwner(String)} has set. */
    void actAsItself(String login) throws DriverException {
        if (actsAsOwner(login)) {
            session.run(
                    "let role '" + login + "' act as itself",
                    Quoting.withNames("ALTER ROLE {role} IN DATABASE {name} RESET role", login, target.databaseName()));
        }
    }

    boolean actsAsOwner(String login) throws DriverException {
        return session.isTrue(
                "look at the settings of role '" + login + "'",
                "SELECT EXISTS (SELECT FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase"
                        + " JOIN pg_roles r ON r.oid = s.setrole WHERE d.datname = ? AND r.rolname = ?"
                        + " AND 'role=' || ? = ANY (s.setconfig))",
                target.databaseName(),
                login,
                target.username());
    }

    /** Leaves {@code kept} as the only one that anyone can log in by; the owner of earlier versions is one of them. */
    void lockOthers(String kept) throws DriverException {
        for (var login : ours()) {
            if (login.canLogin() && !login.name().equals(kept)) {
                new Roles(session).lockOut(login.name());
            }
        }
    }

    /** Those that exist and bear the mark. */
    private List<RoleRow> ours() throws DriverException {
        var ours = new ArrayList<RoleRow>();
        for (var name : Logins.of(target).withOwner()) {
            new Roles(session)
                    .find(name)
                    .filter(r -> r.belongsTo(target.owner()))
                    .ifPresent(ours::add);
        }
        return ours;
    }
}
