package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.HashSet;
import java.util.Set;

/**
 * What of a database and its server decides on what of an archive can be made there.
 *
 * @param role the application's role
 * @param roles every role of the server
 * @param schemas the schemas that are there
 * @param ownsPublic whether the role may grant rights on the schema public
 * @param languages procedural languages that every role may use
 * @param reservedSettings settings that only a superuser may set
 * @param wrappers foreign data wrappers that the role may use
 * @param granted objects of the server and of extensions whose rights differ from those they come with
 */
record RestorePlace(
        String role,
        Set<String> roles,
        Set<String> schemas,
        boolean ownsPublic,
        Set<String> languages,
        Set<String> reservedSettings,
        Set<String> wrappers,
        Set<String> granted) {

    /**
     * The place that a dump is restored into.
     *
     * @param inside a session of the admin on the database, which reads catalogs alone
     */
    static RestorePlace of(String role, Session inside) throws DriverException {
        return of(role, inside, false, true);
    }

    /**
     * A place like the database that is dumped, made by the same admin.
     *
     * @param inside a session on the database
     * @param superuser whether the admin is one, and can grant again what a superuser has granted
     */
    static RestorePlace like(String role, Session inside, boolean superuser) throws DriverException {
        return of(role, inside, true, superuser);
    }

    private static RestorePlace of(String role, Session inside, boolean again, boolean regranted)
            throws DriverException {
        return new RestorePlace(
                role,
                names(inside, "SELECT rolname FROM pg_roles"),
                again ? Set.of() : names(inside, "SELECT nspname FROM pg_namespace"),
                inside.isTrue(
                        "look who owns the schema public",
                        "SELECT pg_has_role(?, nspowner, 'USAGE') OR pg_get_userbyid(nspowner) = 'pg_database_owner'"
                                + " FROM pg_namespace WHERE nspname = 'public'",
                        role),
                names(
                        inside,
                        "SELECT lanname FROM pg_language WHERE lanpltrusted"
                                + " UNION SELECT name FROM pg_available_extension_versions() WHERE trusted"),
                names(inside, "SELECT name FROM pg_settings WHERE context <> 'user'"),
                regranted
                        ? names(
                                inside,
                                "SELECT fdwname FROM pg_foreign_data_wrapper"
                                        + " WHERE has_foreign_data_wrapper_privilege(?, oid, 'USAGE')",
                                role)
                        : Set.of(),
                regranted ? new ForeignRights(inside).tags() : Set.of());
    }

    private static Set<String> names(Session session, String sql, Object... values) throws DriverException {
        return new HashSet<>(session.all("look what the server has", sql, row -> row.getString(1), values));
    }
}
