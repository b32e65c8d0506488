package com.isotoma.dboperator.operator.access;

/** Sees to it that a driver's pods may do what their Database needs, and no more. Safe for use by several threads. */
public interface DriverAccess {
    /**
     * Makes what is missing and brings the rest to what is needed now; idempotent, and for pods in the Database's own
     * namespace without a request when nothing is to be done.
     *
     * @return the name of the service account for the pods, in the namespace where they run
     * @throws AccessConflict if something of that name is in the way, or gone where it cannot be made again, which only a
     *     person can decide about
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server refuses or cannot be reached
     */
    String ensure(PodWork work);

    /** Looks at the cluster again, whatever was made before: pods could not be created. The same exceptions. */
    void restore(String namespace, String database);
}
