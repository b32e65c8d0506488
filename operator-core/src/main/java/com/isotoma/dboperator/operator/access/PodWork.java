package com.isotoma.dboperator.operator.access;

import org.jspecify.annotations.Nullable;

/**
 * Pods that are to work for a Database.
 *
 * @param namespace of the Database, whether or not it exists
 * @param central whether the pods run in the operator's namespace, and not in the Database's
 * @param ownAccount the service account that the Driver names, in the Database's namespace; null for none
 */
public record PodWork(
        String namespace,
        String database,
        boolean central,
        @Nullable String ownAccount) {}
