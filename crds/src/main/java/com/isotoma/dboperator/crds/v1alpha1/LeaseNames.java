package com.isotoma.dboperator.crds.v1alpha1;

import com.isotoma.dboperator.driver.support.Labels;

/** Names of the Leases that runs hold while they work on a Database. */
public final class LeaseNames {
    private static final String PREFIX = "db-operator-";
    /** With prefix and hash it fits into 63 characters. */
    private static final int MAX_BASE = 40;

    private static final int HASH_LENGTH = 10;

    private LeaseNames() {}

    /** The same for the same Database, another for every other one in whatever namespace. */
    public static String of(String namespace, String database) {
        var base = database.length() <= MAX_BASE ? database : database.substring(0, MAX_BASE);
        var hash = Labels.hash(namespace + "/" + database).substring(0, HASH_LENGTH);
        return PREFIX + base.replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "") + "-" + hash;
    }
}
