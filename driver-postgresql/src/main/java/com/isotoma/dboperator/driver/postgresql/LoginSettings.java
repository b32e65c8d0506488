package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings and the limit that an admin has given one login, for another that is to follow it.
 *
 * @param session a session of the admin outside the database
 */
record LoginSettings(String from, String to, Session session) {

    /** @param database null for all databases */
    private record Setting(@Nullable String database, String name, String value) {}

    void carryOver() throws DriverException {
        if (from.equals(to)) {
            return;
        }
        session.inTransaction(() -> {
            var wanted = of(from);
            var present = of(to);
            for (var setting : present) {
                if (wanted.stream().noneMatch(w -> isSame(w, setting))) {
                    session.run(
                            "reset the settings of role '" + to + "'",
                            whose(setting) + Quoting.withNames(" RESET {parameter}", setting.name()));
                }
            }
            for (var setting : wanted) {
                if (!present.contains(setting)) {
                    DatabaseProperties.set(
                            "set '" + setting.name() + "' for role '" + to + "' as role '" + from
                                    + "' has it (let a superuser set it for both)",
                            whose(setting),
                            setting.name(),
                            setting.value(),
                            session);
                }
            }
            limit();
        });
    }

    private void limit() throws DriverException {
        var limit = session.first(
                "look for the limit of role '" + from + "'",
                "SELECT f.rolconnlimit FROM pg_roles f, pg_roles t WHERE f.rolname = ? AND t.rolname = ?"
                        + " AND f.rolconnlimit <> t.rolconnlimit",
                row -> row.getInt(1),
                from,
                to);
        if (limit.isPresent()) {
            session.run(
                    "limit the connections of role '" + to + "'",
                    Quoting.withNames("ALTER ROLE {role} CONNECTION LIMIT ", to) + limit.get());
        }
    }

    private static boolean isSame(Setting one, Setting other) {
        return one.name().equals(other.name())
                && String.valueOf(one.database()).equals(String.valueOf(other.database()));
    }

    private String whose(Setting setting) {
        return setting.database() == null
                ? Quoting.withNames("ALTER ROLE {role}", to)
                : Quoting.withNames("ALTER ROLE {role} IN DATABASE {name}", to, setting.database());
    }

    /** Without that by which it acts as the owner. */
    private List<Setting> of(String role) throws DriverException {
        return session.all(
                "look at the settings of role '" + role + "'",
                "SELECT d.datname, split_part(c, '=', 1), substr(c, strpos(c, '=') + 1) FROM pg_db_role_setting s"
                        + " JOIN pg_roles r ON r.oid = s.setrole LEFT JOIN pg_database d ON d.oid = s.setdatabase,"
                        + " unnest(s.setconfig) c WHERE r.rolname = ? AND split_part(c, '=', 1) <> 'role'",
                row -> new Setting(row.getString(1), row.getString(2), row.getString(3)),
                role);
    }
}
