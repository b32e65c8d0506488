package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.postgresql.Extensions.Installed;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a database has without a row in it, so that another one can be made just so: what can never be changed
 * later, its settings and rights, its extensions, and rights on what the server brings.
 *
 * @param provider the provider of its locale: {@code c}, {@code i} or {@code b}; null before PostgreSQL 15
 * @param locale the provider's locale; null with libc
 * @param rules additional rules for ICU
 */
record DatabaseShape(
        DatabaseRow row,
        @Nullable String provider,
        @Nullable String locale,
        @Nullable String rules,
        String tablespace,
        DatabaseProperties properties,
        List<Installed> extensions,
        List<ForeignRights.Change> rights) {

    private static final String DEFAULT = "pg_default";

    /**
     * @param inside a session on the database
     * @param session a session of the admin on the maintenance database
     */
    static DatabaseShape of(DatabaseRow row, Session inside, Session session) throws DriverException {
        int major = session.majorVersion();
        var columns = "datlocprovider, "
                + (major >= 17
                        ? "datlocale, daticurules"
                        : major == 16 ? "daticulocale, daticurules" : "daticulocale, NULL");
        var shape = session.first(
                        "look how database '" + row.name() + "' is made",
                        "SELECT spcname, " + (major >= 15 ? columns : "NULL, NULL, NULL")
                                + " FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace WHERE datname = ?",
                        r -> new String[] {r.getString(1), r.getString(2), r.getString(3), r.getString(4)},
                        row.name())
                .orElseThrow();
        return new DatabaseShape(
                row,
                shape[1],
                shape[2],
                shape[3],
                shape[0],
                DatabaseProperties.of(row.name(), session),
                new Extensions(inside, row.name(), row.owner()).installed(),
                new ForeignRights(inside).changes());
    }

    /** The clauses of CREATE DATABASE. Only template0 can be copied into other locales, and is empty for sure. */
    String clauses() {
        var sql = new StringBuilder(" TEMPLATE template0 ENCODING ").append(Quoting.literal(row.encoding()));
        sql.append(" LC_COLLATE ").append(Quoting.literal(row.collate()));
        sql.append(" LC_CTYPE ").append(Quoting.literal(row.ctype()));
        if (provider != null) {
            switch (provider) {
                case "i" ->
                    sql.append(" LOCALE_PROVIDER icu ICU_LOCALE ").append(Quoting.literal(String.valueOf(locale)));
                case "b" ->
                    sql.append(" LOCALE_PROVIDER builtin BUILTIN_LOCALE ")
                            .append(Quoting.literal(String.valueOf(locale)));
                default -> sql.append(" LOCALE_PROVIDER libc");
            }
        }
        if (rules != null) {
            sql.append(" ICU_RULES ").append(Quoting.literal(rules));
        }
        // To name a tablespace needs a right on it, even where it is the one that would be taken anyway.
        return tablespace.equals(DEFAULT)
                ? sql.toString()
                : sql.append(" TABLESPACE ")
                        .append(Quoting.identifier(tablespace))
                        .toString();
    }
}
