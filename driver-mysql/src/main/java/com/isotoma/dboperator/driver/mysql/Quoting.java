package com.isotoma.dboperator.driver.mysql;

/** The server's rules for what cannot be bound. Independent of the SQL mode. */
final class Quoting {
    private Quoting() {}

    /** {@code name} as an identifier. */
    static String identifier(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /**
     * The pattern that matches exactly the database {@code name}: in a GRANT, {@code _} and {@code %} are wildcards, so
     * that a grant on {@code a_b} would open {@code axb} too.
     */
    static String pattern(String name) {
        return name.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%");
    }

    /** {@code name} as the object of a GRANT. */
    static String grantObject(String name) {
        return identifier(pattern(name)) + ".*";
    }
}
