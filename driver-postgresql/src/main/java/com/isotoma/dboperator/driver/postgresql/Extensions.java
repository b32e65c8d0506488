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
    record Available(boolean trusted, @Nullable String schema) {}

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
        var available = find(wanted.name(), wanted.version());
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
        for (var wanted : options.extensions()) {
            var installed = installed().stream()
                    .filter(extension -> extension.name().equals(wanted.name()))
                    .findFirst();
            if (installed.isEmpty()) {
                install(wanted, options, untrusted);
            } else {
                new ExtensionChange(this, installed.get(), wanted).carryOut(options, untrusted);
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

    /**
     * What the server has of it, in the version that is asked for.
     *
     * @throws DriverException of kind USER when it has none, or the application may not have it
     */
    Available require(WantedExtension wanted, DatabaseOptions options, UntrustedExtensions untrusted)
            throws DriverException {
        var name = wanted.name();
        var newest = find(name)
                .orElseThrow(() -> options.settings()
                        .invalid(
                                "extensions",
                                "names '" + name
                                        + "', which this server does not have: install it there, or remove it"));
        var version = wanted.version();
        var available = version == null ? newest : ofVersion(name, version, options);
        if (!available.trusted()) {
            untrusted.require(name, database);
        }
        if (wanted.schema() != null
                && available.schema() != null
                && !available.schema().equals(wanted.schema())) {
            throw options.settings()
                    .invalid(
                            "extensions",
                            "wants '" + name + "' in the schema '" + wanted.schema() + "', and it has to be in '"
                                    + available.schema() + "': correct or remove the schema");
        }
        return available;
    }

    private Optional<Available> find(String name, String version) throws DriverException {
        return session.first(
                "look for extension '" + name + "'",
                "SELECT trusted, schema FROM pg_available_extension_versions() WHERE name = ? AND version = ?",
                row -> new Available(row.getBoolean(1), row.getString(2)),
                name,
                version);
    }

    private Available ofVersion(String name, String version, DatabaseOptions options) throws DriverException {
        var found = find(name, version);
        if (found.isPresent()) {
            return found.get();
        }
        var versions = session.all(
                "look for the versions of extension '" + name + "'",
                "SELECT version FROM pg_available_extension_versions() WHERE name = ? ORDER BY version",
                row -> row.getString(1),
                name);
        throw options.settings()
                .invalid(
                        "extensions",
                        "wants '" + name + "' in the version '" + version + "', and the server has "
                                + String.join(", ", versions) + ": give one of these");
    }

    private void install(WantedExtension wanted, DatabaseOptions options, UntrustedExtensions untrusted)
            throws DriverException {
        var available = require(wanted, options, untrusted);
        var version = wanted.version();
        install(
                wanted.name(),
                available,
                wanted.schema() == null ? "public" : wanted.schema(),
                version == null ? "" : " VERSION " + Quoting.identifier(version));
    }

    private void install(String name, Available available, String schema, String version) throws DriverException {
        // Without a schema it would go to the first of the search path, which is the server's own.
        boolean free = available.schema() == null;
        var sql = Quoting.withNames("CREATE EXTENSION IF NOT EXISTS {name}", name)
                + (free ? Quoting.withNames(" SCHEMA {schema}", schema) : "") + version + " CASCADE";
        if (free && !schema.startsWith("pg_")) {
            new Schemas(session, role).make(schema);
        }
        if (available.trusted()) {
            // Then the application can update it.
            asRole(() -> create(name, sql));
        } else {
            create(name, sql);
        }
    }

    void asRole(SqlSession.Work work) throws DriverException {
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
