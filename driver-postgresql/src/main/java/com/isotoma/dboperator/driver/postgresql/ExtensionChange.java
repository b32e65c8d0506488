package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.postgresql.Extensions.Installed;
import com.isotoma.dboperator.driver.spi.DriverException;

/** Brings an extension that is installed to the version that is asked for. What is not asked for stays. */
record ExtensionChange(Extensions extensions, Installed installed, WantedExtension wanted) {
    /** @throws DriverException of kind USER when the server does not have that version, or the extension is in another schema */
    void carryOut(DatabaseOptions options, UntrustedExtensions untrusted) throws DriverException {
        var name = wanted.name();
        var schema = wanted.schema();
        if (schema != null && !schema.equals(installed.schema())) {
            // The objects of a trusted extension belong to a superuser.
            throw options.settings()
                    .invalid(
                            "extensions",
                            "wants '" + name + "' in the schema '" + schema + "', and it is installed in '"
                                    + installed.schema()
                                    + "': correct the schema, or let a superuser run ALTER EXTENSION "
                                    + Quoting.identifier(name) + " SET SCHEMA");
        }
        var version = wanted.version();
        if (version != null && !version.equals(installed.version())) {
            update(version, extensions.require(wanted, options, untrusted).trusted(), options);
        }
    }

    /** As the application's role where any owner may, else as the admin. */
    private void update(String version, boolean trusted, DatabaseOptions options) throws DriverException {
        var session = extensions.session();
        var name = wanted.name();
        if (!session.isTrue(
                "look for the updates of extension '" + name + "'",
                "SELECT path IS NOT NULL FROM pg_extension_update_paths(?) WHERE source = ? AND target = ?",
                name,
                installed.version(),
                version)) {
            throw options.settings()
                    .invalid(
                            "extensions",
                            "wants '" + name + "' in the version '" + version
                                    + "', and the server has no way there from '" + installed.version()
                                    + "', which is installed: give that one, or no version");
        }
        var doing = "bring the extension '" + name + "' from version " + installed.version() + " to " + version;
        var sql = Quoting.withNames("ALTER EXTENSION {name} UPDATE TO ", name) + Quoting.identifier(version);
        if (trusted) {
            extensions.asRole(() -> session.run(doing, sql));
        } else {
            session.run(doing, sql);
        }
    }
}
