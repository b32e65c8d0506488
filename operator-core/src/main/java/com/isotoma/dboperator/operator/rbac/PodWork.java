package com.isotoma.dboperator.operator.rbac;

import org.jspecify.annotations.Nullable;

/**
 * Pods that are to work for a Database.
 *
 * @param namespace of the Database, whether or not it exists
 * @param central whether the pods run in the operator's namespace, and not in the Database's
 * @param leaving whether the Database's namespace is being deleted, so that nothing can be made in it and pods run in the
 *     operator's
 * @param ownAccount the service account that the Driver names, in the Database's namespace; null for none
 */
public record PodWork(
        String namespace,
        String database,
        boolean central,
        boolean leaving,
        @Nullable String ownAccount) {
    /** The same now that the namespace turned out to be on its way out. */
    public PodWork whileLeaving() {
        return new PodWork(namespace, database, true, true, ownAccount);
    }
}
