package com.isotoma.dboperator.driver.spi;

import java.util.Set;

/**
 * The names that a server takes, from which names are derived for Databases that give none. Derived names consist of
 * {@code a-z}, {@code 0-9} and {@code _} and begin with a letter, so that bytes and characters are the same. A derived name
 * that is reserved gets another beginning, so that a default can always be used; a name that a person gave is left for
 * {@link DriverApi#validate} to refuse.
 *
 * @param maxDatabaseName longest name of a database, at least 16
 * @param maxUsername longest name of a user, at least 16
 * @param reserved names that neither a database nor a user can have, in small letters: those of the server itself
 * @param reservedPrefixes beginnings that neither can have, in small letters; none of them begins like {@code d_}
 */
public record NamingRules(int maxDatabaseName, int maxUsername, Set<String> reserved, Set<String> reservedPrefixes) {
    /** What a derived name begins with that would otherwise be reserved, or not begin with a letter. */
    public static final String SAFE_BEGINNING = "d_";

    public NamingRules {
        if (maxDatabaseName < 16 || maxUsername < 16) {
            throw new IllegalArgumentException(
                    "names need at least 16 characters, not " + maxDatabaseName + " and " + maxUsername);
        }
        reserved = Set.copyOf(reserved);
        reservedPrefixes = Set.copyOf(reservedPrefixes);
        if (reservedPrefixes.stream().anyMatch(p -> SAFE_BEGINNING.startsWith(p) || p.startsWith(SAFE_BEGINNING))) {
            throw new IllegalArgumentException("the prefixes " + reservedPrefixes + " leave no name to derive");
        }
    }

    /** Those of a server that reserves no name that could be derived. */
    public NamingRules(int maxDatabaseName, int maxUsername) {
        this(maxDatabaseName, maxUsername, Set.of(), Set.of());
    }

    /** Whether neither a database nor a user can have this name, which is in small letters. */
    public boolean reserves(String name) {
        return reserved.contains(name) || reservedPrefixes.stream().anyMatch(name::startsWith);
    }
}
