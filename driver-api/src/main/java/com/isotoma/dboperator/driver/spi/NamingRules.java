package com.isotoma.dboperator.driver.spi;

/**
 * The longest names that a server takes, from which names are derived for Databases that give none. Derived names consist
 * of {@code a-z}, {@code 0-9} and {@code _} and begin with a letter, so that bytes and characters are the same.
 *
 * @param maxDatabaseName longest name of a database, at least 16
 * @param maxUsername longest name of a user, at least 16
 */
public record NamingRules(int maxDatabaseName, int maxUsername) {
    public NamingRules {
        if (maxDatabaseName < 16 || maxUsername < 16) {
            throw new IllegalArgumentException(
                    "names need at least 16 characters, not " + maxDatabaseName + " and " + maxUsername);
        }
    }
}
