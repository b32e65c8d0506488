package com.isotoma.dboperator.driver.spi;

/**
 * Whom a database on a server belongs to: one Database resource of one cluster. The same resource applied again after a
 * deletion is the same owner, so that it takes up what it had retained.
 *
 * @param cluster what tells this Kubernetes cluster from others that use the same server
 * @param namespace namespace of the resource
 * @param name name of the resource
 */
public record Owner(String cluster, String namespace, String name) {
    private static final String PREFIX = "db-operator owner: ";

    /** The mark on the server: one line of printable ASCII, equal exactly for equal owners. */
    public String mark() {
        return PREFIX + cluster + "/" + namespace + "/" + name;
    }

    /** Whether {@code text} is the mark of some owner of this system, this one or another. */
    public static boolean isMark(String text) {
        return text.startsWith(PREFIX);
    }
}
