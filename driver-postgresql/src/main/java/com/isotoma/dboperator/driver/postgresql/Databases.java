package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * The databases of a server.
 *
 * @param session a session of the admin on the maintenance database
 */
record Databases(Session session) {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** Else PUBLIC may connect until that is revoked. */
    private static final String CLOSED = " ALLOW_CONNECTIONS false";

    // Undefined object, invalid value, not supported, wrong object type: what a wrong encoding or locale ends in.
    private static final Set<String> WRONG_OPTION = Set.of("42704", "22023", "0A000", "42809", "22P03");

    /** Whether the current role may end the session {@code a} of role {@code r}: a session of a superuser only as one. */
    static final String MAY_END =
            "CASE WHEN r.rolsuper THEN (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
                    + " ELSE pg_has_role(r.oid, 'USAGE') OR pg_has_role('pg_signal_backend', 'USAGE') END";

    Optional<DatabaseRow> find(String name) throws DriverException {
        return session.first(
                "look for database '" + name + "'",
                "SELECT pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, datctype, datconnlimit,"
                        + " datallowconn, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = ?",
                row -> new DatabaseRow(
                        name,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getBoolean(6),
                        row.getString(7)),
                name);
    }

    /**
     * Makes one as another is, closed for now; it takes any number of connections, and its settings and rights are given to
     * it later.
     */
    void create(String name, String role, DatabaseShape shape) throws DriverException {
        session.run(
                "create database '" + name + "' as '" + shape.row().name() + "' is, in the tablespace '"
                        + shape.tablespace() + "' (to put a database there it needs CREATE on it)",
                Quoting.withNames("CREATE DATABASE {name} OWNER {role}", name, role) + shape.clauses() + CLOSED);
    }

    /** Makes one, closed for now. */
    void create(String name, String role, DatabaseOptions options) throws DriverException {
        var creation = new Creation(session, options);
        creation.check();
        var doing = "create database '" + name + "'";
        try {
            session.runRaw(
                    Quoting.withNames("CREATE DATABASE {name} OWNER {role}", name, role) + creation.clauses() + CLOSED);
        } catch (SQLException e) {
            if (WRONG_OPTION.contains(String.valueOf(e.getSQLState()))) {
                throw new DriverException(
                        DriverException.Kind.USER,
                        Reasons.INVALID_SPEC,
                        "Cannot " + doing
                                + " with these encoding, locale, localeProvider and template in spec.options: "
                                + ServerWords.of(e),
                        ServerWords.withoutRows(e));
            }
            throw session.error(doing, e);
        }
    }

    void limitConnections(String name, int limit) throws DriverException {
        session.run(
                "change database '" + name + "'",
                Quoting.withNames("ALTER DATABASE {name} CONNECTION LIMIT ", name) + limit);
    }

    /** Ends what it is made with: no login but a superuser's can come in before its rights are set. */
    void allowConnections(String name) throws DriverException {
        session.run(
                "open database '" + name + "'",
                Quoting.withNames("ALTER DATABASE {name} ALLOW_CONNECTIONS true", name));
    }

    /** Keeps everybody out but the owner. */
    void isolate(String name) throws DriverException {
        session.run(
                "close database '" + name + "' for others",
                Quoting.withNames("REVOKE ALL ON DATABASE {name} FROM PUBLIC", name));
    }

    /** Gives the owner back what every owner has, where somebody took it. */
    void letIn(String name, String owner) throws DriverException {
        if (!session.isTrue(
                "look at the rights of role '" + owner + "'",
                "SELECT has_database_privilege(?, ?, 'CONNECT')",
                owner,
                name)) {
            session.run(
                    "let role '" + owner + "' connect to database '" + name + "'",
                    Quoting.withNames("GRANT CONNECT ON DATABASE {name} TO {role}", name, owner));
        }
    }

    /** Says to people whose it is. */
    void describe(String name, Owner owner) throws DriverException {
        session.run(
                "comment database '" + name + "'",
                Quoting.withNames("COMMENT ON DATABASE {name} IS ", name) + Quoting.literal(owner.mark()));
    }

    /**
     * Ends the sessions on it and drops it. An autovacuum worker is nobody's session to end, and FORCE stumbles over one;
     * without FORCE the server sends it away itself and waits for up to five seconds.
     */
    void drop(String name) throws DriverException {
        var doing = "drop database '" + name + "'";
        try {
            session.runRaw(Quoting.withNames("DROP DATABASE IF EXISTS {name} WITH (FORCE)", name));
        } catch (SQLException e) {
            if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw session.error(doing, e);
            }
            endSessions(name);
            session.run(doing, Quoting.withNames("DROP DATABASE IF EXISTS {name}", name));
        }
    }

    /** Ends the sessions on it that are the admin's to end. */
    void endSessions(String name) throws DriverException {
        session.all(
                "end the sessions on '" + name + "'",
                "SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid"
                        + " WHERE a.datname = ? AND " + MAY_END,
                rows -> rows.getBoolean(1),
                name);
    }

    /** Ends the sessions of a role that are the admin's to end. */
    void endSessionsOf(String role) throws DriverException {
        session.all(
                "end the sessions of role '" + role + "'",
                "SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid"
                        + " WHERE r.rolname = ? AND " + MAY_END,
                rows -> rows.getBoolean(1),
                role);
    }

    /** Works when nobody is connected; the server keeps new sessions waiting and gives others five seconds to go. */
    void rename(String name, String to) throws DriverException {
        session.run(
                "rename database '" + name + "' to '" + to + "'",
                Quoting.withNames("ALTER DATABASE {name} RENAME TO {to}", name, to));
    }

    void giveRights(String name, String role, String rights) throws DriverException {
        session.run(
                "let role '" + role + "' into database '" + name + "'",
                "GRANT " + rights + Quoting.withNames(" ON DATABASE {name} TO {role}", name, role));
    }

    void takeRights(String name, String role) throws DriverException {
        session.run(
                "take the rights of role '" + role + "' on database '" + name + "'",
                Quoting.withNames("REVOKE ALL ON DATABASE {name} FROM {role}", name, role));
    }

    void give(String name, String role) throws DriverException {
        session.run(
                "give database '" + name + "' to role '" + role + "'",
                Quoting.withNames("ALTER DATABASE {name} OWNER TO {role}", name, role));
    }
}
