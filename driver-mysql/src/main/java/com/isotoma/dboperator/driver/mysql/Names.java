package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.UserTarget;
import com.isotoma.dboperator.driver.support.PlainText;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which names can work on a server of this family. */
final class Names {
    /**
     * Servers keep the escaped name (see {@link Quoting#pattern}) in a column of 64 characters; MySQL refuses longer
     * ones, MariaDB silently cuts them at its next restart. Derived names may consist of underscores, which take two.
     */
    private static final int MAX_DERIVED = 32;

    /** How the accounts begin that this driver makes for a moment. Derived names have no dots. */
    static final String OURS = "db_operator.";

    private static final int MAX_DATABASE = 64;
    private static final int MAX_USER = 32;
    private static final Set<String> RESERVED_DATABASES =
            Set.of("mysql", "sys", "information_schema", "performance_schema", Claims.SCHEMA);
    private static final Set<String> RESERVED_USERS = Set.of(
            "root", "mysql.sys", "mysql.session", "mysql.infoschema", "mariadb.sys", "public", "none", "current_role");

    /** For names that are derived: both may be what neither can be, which costs nothing. */
    static final NamingRules RULES = new NamingRules(
            MAX_DERIVED,
            MAX_DERIVED,
            Stream.concat(RESERVED_DATABASES.stream(), RESERVED_USERS.stream()).collect(Collectors.toSet()),
            Set.of());

    private Names() {}

    static void validate(DatabaseTarget target) throws DriverException {
        database(target.databaseName());
        user(target.username(), target.admin().username());
    }

    /** The same of a further user. */
    static void validate(UserTarget user) throws DriverException {
        user(user.username(), user.database().admin().username());
    }

    private static void database(String name) throws DriverException {
        common("database", name, MAX_DATABASE);
        var lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED_DATABASES.contains(lower)) {
            throw invalid("database", name, "belongs to the server or to this driver: choose another");
        }
        if (lower.startsWith("#mysql50#")) {
            throw invalid("database", name, "starts with #mysql50#, which the server takes for a file name");
        }
        if (Quoting.pattern(name).length() > MAX_DATABASE) {
            throw invalid(
                    "database",
                    name,
                    "is too long to grant rights on: each '_', '%' and '\\' counts twice there, and 64 is the limit");
        }
    }

    private static void user(String name, String admin) throws DriverException {
        common("user", name, MAX_USER);
        if (name.startsWith(" ")) {
            throw invalid("user", name, "starts with a space, which the server cuts off at login: remove it");
        }
        if (name.toLowerCase(Locale.ROOT).startsWith(OURS)) {
            throw invalid("user", name, "is one that this driver makes for a moment: choose another");
        }
        if (RESERVED_USERS.contains(name.toLowerCase(Locale.ROOT))) {
            throw invalid("user", name, "belongs to the server: choose another");
        }
        if (name.equals(admin)) {
            throw invalid("user", name, "is the admin of spec.credentials: choose another");
        }
    }

    private static void common(String kind, String name, int max) throws DriverException {
        if (name.isBlank()) {
            throw invalid(kind, name, "is empty: give one");
        }
        if (name.length() > max) {
            throw invalid(kind, name, "has " + name.length() + " characters: shorten it to " + max);
        }
        if (name.endsWith(" ")) {
            throw invalid(kind, name, "ends with a space, which the server does not take: remove it");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw invalid(kind, PlainText.of(name), "contains a control character: remove it");
        }
        if (name.chars().anyMatch(c -> Character.isSurrogate((char) c))) {
            throw invalid(kind, name, "contains a character beyond U+FFFF, which the server does not take: replace it");
        }
    }

    private static DriverException invalid(String kind, String name, String what) {
        return DriverException.user(Reasons.INVALID_SPEC, "The " + kind + " name '" + name + "' " + what);
    }
}
