package com.isotoma.dboperator.driver.cluster.status;

import org.jspecify.annotations.Nullable;

/**
 * What a backup is made of.
 *
 * @param driver the driver that makes the dump
 * @param serverIdentity what tells the server from others; null where it has nothing of that kind
 * @param databaseName name of the database on the server; null where that is not decided yet
 */
public record DumpOrigin(
        String driver,
        @Nullable String serverIdentity,
        @Nullable String databaseName) {
    /** One of which nothing is known but the driver. */
    public DumpOrigin(String driver) {
        this(driver, null, null);
    }
}
