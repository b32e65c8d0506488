package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.SqlSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The extensions of one database.
 *
 * @param session a session of the admin on that database, who may act for the role
 * @param database the database's name
 * @param role the application's role
 */
record Extensions(Session session, String database, String role) {

    /** What the server says of an extension that it could install: whether any owner may, and where it must go. */
    private record Available(boolean trusted, @Nullable String schema) {}

    /**
     * One that is installed.
     *
     * @param schema where its objects are
     */
    record Installed(String name, String schema, String version) {}

    /** What is installed, each after what it needs. */
    List<Installed> installed() throws DriverException {
        return session.all(
                "look for extensions",
                "SELECT extname, nspname, extversion FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
                        + " ORDER BY e.oid",
                row -> new Installed(row.getString(1), row.getString(2), row.getString(3)));
    }

    /** Installs what another database has, as it has it. A version that the server no longer has gives way to its default. */
    void ensureLike(List<Installed> wanted) throws DriverException {
        for (var extension : wanted) {
            if (!isInstalled(extension.name())) {
                installLike(extension);
            }
        }
    }

    private void installLike(Installed wanted) throws DriverException {
        var available = session.first(
                "look for extension '" + wanted.name() + "'",
                "SELECT trusted, schema FROM pg_available_extension_versions() WHERE name = ? AND version = ?",
                row -> new Available(row.getBoolean(1), row.getString(2)),
                wanted.name(),
                wanted.version());
        if (available.isPresent()) {
            install(
                    wanted.name(),
                    available.get(),
                    wanted.schema(),
                    " VERSION " + Quoting.identifier(wanted.version()));
        } else {
            // One that the server does not have at all is missed by what needs it, if anything does.
            var newest = find(wanted.name());
            if (newest.isPresent()) {
                install(wanted.name(), newest.get(), wanted.schema(), "");
            }
        }
    }

    /** Puts one that is installed elsewhere into a schema; nothing uses it yet. */
    void move(String name, String schema) throws DriverException {
        session.run("move extension '" + name + "'", Quoting.withNames("DROP EXTENSION {name} CASCADE", name));
        installLike(new Installed(name, schema, ""));
    }

    void ensure(DatabaseOptions options, UntrustedExtensions untrusted) throws DriverException {
        for (var name : options.extensions()) {
            if (!isInstalled(name)) {
                install(name, options, untrusted);
            }
        }
    }

    private boolean isInstalled(String name) throws DriverException {
        return session.isTrue(
                "look for extension '" + name + "'", "SELECT true FROM pg_extension WHERE extname = ?", name);
    }

    private Optional<Available> find(String name) throws DriverException {
        return session.first(
                "look for extension '" + name + "'",
                "SELECT v.trusted, v.schema FROM pg_available_extensions() a"
                        + " JOIN pg_available_extension_versions() v"
                        + " ON v.name = a.name AND v.version = a.default_version WHERE a.name = ?",
                row -> new Available(row.getBoolean(1), row.getString(2)),
                name);
    }

    private void install(String name, DatabaseOptions options, UntrustedExtensions untrusted) throws DriverException {
        var available = find(name)
                .orElseThrow(() -> options.settings()
                        .invalid(
                                "extensions",
                                "names '" + name
                                        + "', which this server does not have: install it there, or remove it"));
        if (!available.trusted()) {
            untrusted.require(name, database);
        }
        install(name, available, "public", "");
    }

    private void install(String name, Available available, String schema, String version) throws DriverException {
        // Without a schema it would go to the first of the search path, which is the server's own.
        boolean free = available.schema() == null;
        var sql = Quoting.withNames("CREATE EXTENSION IF NOT EXISTS {name}", name)
                + (free ? Quoting.withNames(" SCHEMA {schema}", schema) : "") + version + " CASCADE";
        if (free && !schema.startsWith("pg_")) {
            asRole(() -> session.run(
                    "make the schema '" + schema + "'",
                    Quoting.withNames("CREATE SCHEMA IF NOT EXISTS {schema}", schema)));
        }
        if (available.trusted()) {
            // Then the application can update it.
            asRole(() -> create(name, sql));
        } else {
            create(name, sql);
        }
    }

    private void asRole(SqlSession.Work work) throws DriverException {
        session.inTransaction(() -> {
            session.run("become role '" + role + "'", Quoting.withNames("SET LOCAL ROLE {role}", role));
            work.run();
        });
    }

    private void create(String name, String sql) throws DriverException {
        try {
            session.runRaw(sql);
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                throw new DriverException(
                        DriverException.Kind.USER,
                        Reasons.PERMISSION_DENIED,
                        "The admin may not install the extension '" + name + "' (" + ServerWords.of(e)
                                + "): let a superuser run CREATE EXTENSION " + Quoting.identifier(name)
                                + " in database '"
                                + database + "', or remove it from spec.options.extensions",
                        ServerWords.withoutRows(e));
            }
            throw session.error("install the extension '" + name + "'", e);
        }
    }
}
