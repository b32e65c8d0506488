package com.isotoma.dboperator.driver.spi;

import java.util.Optional;

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
    private static final int PARTS = 3;

    /** The mark on the server: one line of printable ASCII, equal exactly for equal owners. */
    public String mark() {
        return PREFIX + this;
    }

    /** Whether {@code text} is the mark of some owner of this system, this one or another. */
    public static boolean isMark(String text) {
        return text.startsWith(PREFIX);
    }

    /**
     * The owner whose mark {@code text} is; empty when it is not a mark. A mark that a later version wrote in a longer form,
     * or that was altered by hand, is still some owner's: what does not fit stands in the last part.
     */
    public static Optional<Owner> parse(String text) {
        if (!isMark(text)) {
            return Optional.empty();
        }
        var parts = text.substring(PREFIX.length()).split("/", PARTS);
        return Optional.of(
                new Owner(parts[0], parts.length > 1 ? parts[1] : "", parts.length == PARTS ? parts[2] : ""));
    }

    /** {@code cluster/namespace/name}. */
    @Override
    public String toString() {
        return cluster + "/" + namespace + "/" + name;
    }
}
