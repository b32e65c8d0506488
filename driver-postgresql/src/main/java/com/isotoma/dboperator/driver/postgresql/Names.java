package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.support.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which names a database and a role can have. */
final class Names {
    /** PostgreSQL cuts what is longer without a word. */
    static final int MAX_BYTES = 63;

    private static final Set<String> SYSTEM_DATABASES =
            Set.of("postgres", "template0", "template1", "rdsadmin", "cloudsqladmin", "azure_maintenance", "azure_sys");
    private static final Set<String> RESERVED_ROLES = Set.of("public", "none");
    private static final String RESERVED_PREFIX = "pg_";

    /** For names that are derived: both may be what neither can be, which costs nothing. */
    static final NamingRules RULES = new NamingRules(
            MAX_BYTES,
            MAX_BYTES,
            Stream.concat(SYSTEM_DATABASES.stream(), RESERVED_ROLES.stream()).collect(Collectors.toSet()),
            Set.of(RESERVED_PREFIX));

    private Names() {}

    /** Refuses names that the server would cut, refuse, or that belong to the server itself. */
    static void check(DatabaseTarget target, Endpoint endpoint) throws DriverException {
        var database = target.databaseName();
        checkText("database name", database);
        if (SYSTEM_DATABASES.contains(database)
                || database.equals(LockDatabase.nameFor(target.admin()))
                || database.equals(endpoint.maintenanceDatabase())) {
            throw invalid(
                    "The database name '" + database + "' belongs to the server itself: choose another spec.name");
        }
        var username = target.username();
        checkText("user name", username);
        if (RESERVED_ROLES.contains(username) || username.startsWith(RESERVED_PREFIX)) {
            throw invalid("The user name '" + username
                    + "' is reserved by PostgreSQL (public, none, pg_*): choose another spec.name");
        }
        if (username.equals(target.admin().username())) {
            throw invalid("The user name '" + username + "' is the admin's own: choose another spec.name");
        }
        if (Logins.of(target).names().contains(target.admin().username())) {
            throw invalid("The user name '" + username + "' makes a login of the admin's own name, '"
                    + target.admin().username() + "': choose another spec.name");
        }
        checkAdmin(target);
    }

    /** A schema that applications may have; the servers' own begin with {@code pg_}. */
    static String schema(String name, Settings settings, Setting key) throws DriverException {
        if (name.isBlank()
                || name.startsWith(RESERVED_PREFIX)
                || name.equals("information_schema")
                || name.codePoints().anyMatch(Character::isISOControl)
                || name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw settings.invalid(
                    key,
                    "names the schema '" + PlainText.of(name) + "', which no application can have: give 1 to "
                            + MAX_BYTES + " bytes without control characters, not beginning with pg_");
        }
        return name;
    }

    private static void checkText(String what, String name) throws DriverException {
        if (name.isEmpty()) {
            throw invalid("The " + what + " is empty: give one in spec.name");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)
                || name.codePoints().anyMatch(Character::isISOControl)) {
            throw invalid("The " + what + " '" + PlainText.of(name)
                    + "' contains a control character or half a character: choose another spec.name");
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw invalid("The " + what + " '" + name + "' has " + bytes
                    + " bytes in UTF-8, and PostgreSQL takes at most " + MAX_BYTES + ": choose a shorter spec.name");
        }
    }

    /** A password file has one line; a password with a line break is nearly always a Secret made with {@code echo}. */
    private static void checkAdmin(DatabaseTarget target) throws DriverException {
        var password = target.admin().password();
        if (password.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw invalid("The admin's password in spec.credentials contains a line break:"
                    + " make its Secret without one (kubectl create secret --from-literal, or printf instead of echo)");
        }
        var username = target.admin().username();
        if (username.isEmpty() || username.indexOf('\0') >= 0) {
            throw invalid("The admin's name in spec.credentials is empty: give one");
        }
    }

    private static DriverException invalid(String message) {
        return DriverException.user(Reasons.INVALID_SPEC, message);
    }
}
