package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import java.util.List;
import java.util.Optional;
import org.postgresql.util.PasswordUtil;

/**
 * The roles of a server.
 *
 * @param session a session of the admin on any database
 */
record Roles(Session session) {

    Optional<RoleRow> find(String name) throws DriverException {
        return session.first(
                "look for role '" + name + "'",
                "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls, rolcanlogin,"
                        + " shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = ?",
                row -> new RoleRow(name, row.getBoolean(1), row.getBoolean(2), row.getString(3)),
                name);
    }

    /** All whose names begin so. */
    List<RoleRow> startingWith(String prefix) throws DriverException {
        return session.all(
                "look for roles '" + prefix + "…'",
                "SELECT rolname, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls,"
                        + " rolcanlogin, shobj_description(oid, 'pg_authid') FROM pg_roles"
                        + " WHERE starts_with(rolname, ?)",
                row -> new RoleRow(row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getString(4)),
                prefix);
    }

    /** Makes a role that can log in, marked from its first moment. */
    void create(String name, Owner owner, String password) throws DriverException {
        create(name, owner.mark(), password);
    }

    /** The same with another mark. */
    void create(String name, String mark, String password) throws DriverException {
        session.inTransaction(() -> {
            session.run(
                    "create role '" + name + "'",
                    Quoting.withNames("CREATE ROLE {role} LOGIN PASSWORD ", name) + verifier(password));
            comment(name, mark);
        });
    }

    /** Makes a role that nobody can log in as, marked from its first moment. */
    void createOwner(String name, Owner owner) throws DriverException {
        createOwner(name, owner.mark());
    }

    /** The same with another mark. */
    void createOwner(String name, String mark) throws DriverException {
        session.inTransaction(() -> {
            session.run("create role '" + name + "'", Quoting.withNames("CREATE ROLE {role} NOLOGIN", name));
            comment(name, mark);
        });
    }

    void mark(String name, Owner owner) throws DriverException {
        comment(name, owner.mark());
    }

    void comment(String name, String mark) throws DriverException {
        session.run(
                "mark role '" + name + "'",
                Quoting.withNames("COMMENT ON ROLE {role} IS ", name) + Quoting.literal(mark));
    }

    /** Says that the role's database holds what was replaced, which {@link #mark} takes back. */
    void markReplaced(String name, Owner owner) throws DriverException {
        comment(name, RoleRow.markOfReplaced(owner));
    }

    /** Says that the role's database is being filled, which {@link #mark} takes back. */
    void markFilling(String name, Owner owner) throws DriverException {
        comment(name, RoleRow.markOfFilling(owner));
    }

    /** Lets nobody log in as this role until it gets a password again. Sessions go on. */
    void lockOut(String name) throws DriverException {
        session.run("lock role '" + name + "' out", Quoting.withNames("ALTER ROLE {role} NOLOGIN PASSWORD NULL", name));
    }

    void setPassword(String name, String password) throws DriverException {
        session.run(
                "set the password of role '" + name + "'",
                Quoting.withNames("ALTER ROLE {role} LOGIN PASSWORD ", name) + verifier(password));
    }

    /**
     * Leaves a fifth of the server's connections to others, unless the role has a limit of its own. It is the role's and not the
     * database's, so that the logins of backups do not count.
     */
    void limit(String name) throws DriverException {
        var limit = session.first(
                "look for the limit of role '" + name + "'",
                "SELECT greatest(1, (current_setting('max_connections')::int"
                        + " - current_setting('superuser_reserved_connections')::int) * 4 / 5)"
                        + " FROM pg_roles WHERE rolname = ? AND rolconnlimit = -1",
                row -> row.getInt(1),
                name);
        if (limit.isPresent()) {
            limit(name, limit.get());
        }
    }

    void unlimit(String name) throws DriverException {
        limit(name, -1);
    }

    private void limit(String name, int connections) throws DriverException {
        session.run(
                "limit the connections of role '" + name + "'",
                Quoting.withNames("ALTER ROLE {role} CONNECTION LIMIT ", name) + connections);
    }

    /** Lets {@code member} do what {@code role} may, and become it. */
    void grant(String role, String member) throws DriverException {
        session.run(
                "grant role '" + role + "' to '" + member + "'",
                Quoting.withNames("GRANT {role} TO {member}", role, member));
    }

    /** Takes back what {@link #grant} of the same admin has given. */
    void revoke(String role, String member) throws DriverException {
        session.run(
                "revoke role '" + role + "' from '" + member + "'",
                Quoting.withNames("REVOKE {role} FROM {member}", role, member));
    }

    /** Whether {@code member} can become {@code role}. From 16 on a member need not be allowed to. */
    boolean isMember(String member, String role) throws DriverException {
        return session.isTrue(
                "look for the membership of role '" + member + "'",
                "SELECT pg_has_role(?, ?, '" + (session.majorVersion() >= 16 ? "SET" : "MEMBER") + "')",
                member,
                role);
    }

    /** Drops a role that owns nothing any more. */
    void drop(String name) throws DriverException {
        session.run("drop role '" + name + "'", dropping(name));
    }

    static String dropping(String name) {
        return Quoting.withNames("DROP ROLE IF EXISTS {role}", name);
    }

    /** What the server keeps of a password. It is made here, so that no log of the server ever sees the password. */
    private static String verifier(String password) {
        return Quoting.literal(PasswordUtil.encodeScramSha256(password.toCharArray()));
    }
}
