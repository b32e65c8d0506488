package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code spec.options} say of how a database is made, which can never be changed later.
 *
 * @param session a session of the admin on the maintenance database
 */
record Creation(Session session, DatabaseOptions options) {
    private static final int ICU = 15;
    private static final int BUILTIN = 17;

    /** @throws DriverException of kind USER when this server cannot do it */
    void check() throws DriverException {
        var provider = options.provider();
        int since = "builtin".equals(provider) ? BUILTIN : "icu".equals(provider) ? ICU : 0;
        if (session.majorVersion() < since) {
            throw options.settings()
                    .invalid(
                            "localeProvider",
                            "is '" + provider + "', which PostgreSQL has from " + since + " on, and the server is "
                                    + session.majorVersion() + ": remove it");
        }
        var template = options.template();
        // A superuser could copy any database, also one of another owner.
        if (template != null
                && !session.isTrue(
                        "look for template '" + template + "'",
                        "SELECT datistemplate FROM pg_database WHERE datname = ?",
                        template)) {
            throw options.settings()
                    .invalid(
                            "template",
                            "is '" + template
                                    + "', which is no template of the server: have its owner run ALTER DATABASE …"
                                    + " IS_TEMPLATE true, or remove it");
        }
    }

    /** The clauses of CREATE DATABASE. */
    String clauses() throws DriverException {
        var sql = new StringBuilder();
        var template = options.template();
        if (template != null) {
            sql.append(" TEMPLATE ").append(Quoting.identifier(template));
        } else if (options.unlikeTemplates()) {
            // Only the empty template can be copied into another encoding.
            sql.append(" TEMPLATE template0");
        }
        if (options.encoding() != null) {
            sql.append(" ENCODING ").append(Quoting.literal(options.encoding()));
        }
        locale(sql);
        return sql.append(" CONNECTION LIMIT ")
                .append(options.connectionLimit())
                .toString();
    }

    private void locale(StringBuilder sql) throws DriverException {
        var provider = options.provider();
        if (provider != null && session.majorVersion() >= ICU) {
            sql.append(" LOCALE_PROVIDER ").append(provider);
        }
        var locale = options.locale();
        if (locale != null) {
            var clause = switch (Objects.requireNonNullElse(provider, "libc")) {
                case "icu" -> " ICU_LOCALE ";
                case "builtin" -> " BUILTIN_LOCALE ";
                default -> " LOCALE ";
            };
            sql.append(clause).append(Quoting.literal(locale));
        }
    }

    /**
     * Refuses what the database is not.
     *
     * @throws DriverException of kind USER that names the option
     */
    void requireLike(DatabaseRow database) throws DriverException {
        refuseOther("encoding", options.encoding(), database.encoding());
        var provider = options.provider();
        if (provider == null || session.majorVersion() < ICU) {
            refuseOther("locale", options.locale(), database.collate());
            refuseOther("locale", options.locale(), database.ctype());
            return;
        }
        var actual = session.first(
                        "look at the locale of database '" + database.name() + "'",
                        "SELECT CASE datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END, "
                                + (session.majorVersion() >= BUILTIN ? "datlocale" : "daticulocale")
                                + " FROM pg_database WHERE datname = ?",
                        row -> new String[] {row.getString(1), row.getString(2)},
                        database.name())
                .orElseThrow();
        refuseOther("localeProvider", provider, actual[0]);
        refuseOther("locale", options.locale(), Objects.requireNonNullElse(actual[1], database.collate()));
    }

    private void refuseOther(String key, @Nullable String asked, String actual) throws DriverException {
        if (asked != null && !canonical(asked).equals(canonical(actual))) {
            throw options.settings()
                    .invalid(
                            key,
                            "is '" + asked + "', but the database has '" + actual + "', which cannot be changed: put it"
                                    + " back, or make a new Database and move the data");
        }
    }

    /** {@code en_GB.utf8} and {@code en_GB.UTF-8} are the same. */
    private static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
