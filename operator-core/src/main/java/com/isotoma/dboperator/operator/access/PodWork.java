package com.isotoma.dboperator.operator.access;

import org.jspecify.annotations.Nullable;

/**
 * Pods that are to work for a Database.
 *
 * @param namespace of the Database, whether or not it exists
 * @param jobNamespace where the pods run: the same, or the operator's
 * @param ownAccount the service account that the Driver names, in the Database's namespace; null for none
 */
public record PodWork(
        String namespace,
        String database,
        String jobNamespace,
        @Nullable String ownAccount) {
    boolean atHome() {
        return namespace.equals(jobNamespace);
    }
}
