package com.isotoma.dboperator.driver.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself.
 *
 * @param version product and version for people, for example {@code PostgreSQL 18.1}
 * @param identity what tells this server from every other one: printable ASCII without blanks, up to 128 characters. It
 *     stays over restarts, a failover to a copy that holds the same data, and a change of address. Two servers that were
 *     set up apart never share it. Null where the server does not have one, or not before the first
 *     {@link DriverApi#create}; the marks alone then say whether a database is the one that was made
 */
public record ServerInfo(String version, @Nullable String identity) {
    private static final int LONGEST_IDENTITY = 128;

    public ServerInfo {
        if (identity != null && !identity.matches("[!-~]{1," + LONGEST_IDENTITY + "}")) {
            throw new IllegalArgumentException("an identity is 1 to " + LONGEST_IDENTITY
                    + " printable ASCII characters without blanks, not '" + identity + "'");
        }
    }

    /** Of a server that has no identity. */
    public ServerInfo(String version) {
        this(version, null);
    }
}
