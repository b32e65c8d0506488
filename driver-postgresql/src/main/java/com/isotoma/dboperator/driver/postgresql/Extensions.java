package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.sql.SQLException;
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

    void ensure(DatabaseOptions options) throws DriverException {
        for (var name : options.extensions()) {
            if (!isInstalled(name)) {
                install(name, options);
            }
        }
    }

    private boolean isInstalled(String name) throws DriverException {
        return session.isTrue(
                "look for extension '" + name + "'", "SELECT true FROM pg_extension WHERE extname = ?", name);
    }

    private void install(String name, DatabaseOptions options) throws DriverException {
        var available = session.first(
                        "look for extension '" + name + "'",
                        "SELECT v.trusted, v.schema FROM pg_available_extensions() a"
                                + " JOIN pg_available_extension_versions() v"
                                + " ON v.name = a.name AND v.version = a.default_version WHERE a.name = ?",
                        row -> new Available(row.getBoolean(1), row.getString(2)),
                        name)
                .orElseThrow(() -> options.settings()
                        .invalid(
                                "extensions",
                                "names '" + name
                                        + "', which this server does not have: install it there, or remove it"));
        // Without a schema it would go to the first of the search path, which is the server's own.
        var sql = Sql.withNames("CREATE EXTENSION IF NOT EXISTS {name}", name)
                + (available.schema() == null ? " SCHEMA public" : "") + " CASCADE";
        if (available.trusted()) {
            // Then the application can update it.
            session.inTransaction(() -> {
                session.run("become role '" + role + "'", Sql.withNames("SET LOCAL ROLE {role}", role));
                create(name, sql);
            });
        } else {
            create(name, sql);
        }
    }

    private void create(String name, String sql) throws DriverException {
        try {
            session.runRaw(sql);
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                throw new DriverException(
                        DriverException.Kind.USER,
                        Reasons.PERMISSION_DENIED,
                        "The admin may not install the extension '" + name + "' (" + SqlErrors.said(e)
                                + "): let a superuser run CREATE EXTENSION " + Sql.identifier(name) + " in database '"
                                + database + "', or remove it from spec.options.extensions",
                        e);
            }
            throw session.error("install the extension '" + name + "'", e);
        }
    }
}
