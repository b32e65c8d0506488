package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a database has been given beside what is in it: settings of its own, and rights of roles on it.
 *
 * @param rights of others than its owner
 * @param settings of its own, for all roles or for one
 */
record DatabaseProperties(List<Right> rights, List<Setting> settings) {
    /** Their values are lists of quoted names, which must not be quoted once more as a whole. */
    private static final Set<String> LISTS = Set.of(
            "search_path",
            "temp_tablespaces",
            "local_preload_libraries",
            "session_preload_libraries",
            "shared_preload_libraries",
            "unix_socket_directories");

    /** @param role who has it; null for everybody */
    record Right(String privilege, @Nullable String role, boolean grantable) {}

    /** @param role for whom it holds; null for everybody */
    record Setting(@Nullable String role, String name, String value) {}

    static DatabaseProperties of(String database, Session session) throws DriverException {
        var doing = "read the properties of database '" + database + "'";
        return new DatabaseProperties(
                session.all(
                        doing,
                        "SELECT a.privilege_type, r.rolname, a.is_grantable FROM pg_database d,"
                                + " aclexplode(COALESCE(d.datacl, acldefault('d', d.datdba))) a"
                                + " LEFT JOIN pg_roles r ON r.oid = a.grantee"
                                + " WHERE d.datname = ? AND a.grantee <> d.datdba AND (a.grantee = 0 OR r.oid IS NOT NULL)",
                        row -> new Right(row.getString(1), row.getString(2), row.getBoolean(3)),
                        database),
                session.all(
                        doing,
                        "SELECT r.rolname, split_part(c, '=', 1), substr(c, strpos(c, '=') + 1) FROM pg_db_role_setting s"
                                + " JOIN pg_database d ON d.oid = s.setdatabase LEFT JOIN pg_roles r ON r.oid = s.setrole,"
                                + " unnest(s.setconfig) c WHERE d.datname = ? AND (s.setrole = 0 OR r.oid IS NOT NULL)",
                        row -> new Setting(row.getString(1), row.getString(2), row.getString(3)),
                        database));
    }

    /** Gives them to a database; within a transaction. */
    void apply(String database, Session session) throws DriverException {
        for (var right : rights) {
            session.run(
                    "grant rights on database '" + database + "' as they were",
                    "GRANT " + right.privilege() + Quoting.withNames(" ON DATABASE {name} TO ", database)
                            + (right.role() == null ? "PUBLIC" : Quoting.identifier(right.role()))
                            + (right.grantable() ? " WITH GRANT OPTION" : ""));
        }
        session.run(
                "reset the settings of database '" + database + "'",
                Quoting.withNames("ALTER DATABASE {name} RESET ALL", database));
        for (var setting : settings) {
            set(setting, database, session);
        }
    }

    /**
     * Gives a database its settings alone, those of one of its roles as its own: whoever fills it works with them.
     *
     * @param owner whose settings are wanted, and those of its logins, beside those for all
     */
    void applySettings(String owner, String database, Session session) throws DriverException {
        var roles = new Logins(owner).withOwner();
        for (var setting : settings) {
            if (setting.role() == null) {
                set(setting, database, session);
            }
        }
        for (var setting : settings) {
            if (roles.contains(setting.role()) && !setting.name().equals("role")) {
                set(new Setting(null, setting.name(), setting.value()), database, session);
            }
        }
    }

    private static void set(Setting setting, String database, Session session) throws DriverException {
        var doing = "set '" + setting.name() + "' for database '" + database + "' as it was (let a superuser remove it"
                + " from the database first, and set it again afterwards)";
        var whose = setting.role() == null
                ? Quoting.withNames("ALTER DATABASE {name}", database)
                : Quoting.withNames("ALTER ROLE {role} IN DATABASE {name}", setting.role(), database);
        set(doing, whose, setting.name(), setting.value(), session);
    }

    /**
     * Gives something a setting; within a transaction.
     *
     * @param whose the beginning of the statement: ALTER DATABASE or ALTER ROLE
     */
    static void set(String doing, String whose, String name, String value, Session session) throws DriverException {
        var alter = whose + Quoting.withNames(" SET {parameter}", name);
        if (!LISTS.contains(name)) {
            session.run(doing, alter + " TO " + Quoting.literal(value));
            return;
        }
        session.all(doing, "SELECT pg_catalog.set_config(?, ?, true)", row -> row.getString(1), name, value);
        session.run(doing, alter + " FROM CURRENT");
        // The application's path must not decide on which functions the next statements of the admin mean.
        session.run(doing, "SET LOCAL search_path TO pg_catalog");
    }
}
