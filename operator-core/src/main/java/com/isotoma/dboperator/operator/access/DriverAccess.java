package com.isotoma.dboperator.operator.access;

/** Sees to it that a driver's pods may do in a namespace what they have to. Safe for use by several threads. */
public interface DriverAccess {
    /** The service account of the pods, in every namespace where Jobs run. */
    String SERVICE_ACCOUNT = "db-operator-driver";

    /**
     * Makes what is missing; idempotent, and cheap when nothing is.
     *
     * @throws AccessConflict if something of that name is in the way, which only a person can decide about
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server refuses or cannot be reached
     */
    void ensure(String namespace);

    /** Forgets what was made in a namespace, so that {@link #ensure} looks again: pods could not be created there. */
    void doubt(String namespace);
}
