package com.isotoma.dboperator.operator.josdk;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a lease back; the framework leaves it to run out. */
final class Leases {
    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private Leases() {}

    /** Only if this process holds it, and only if nobody has changed it meanwhile. */
    static void release(KubernetesClient client, String namespace, String name, String identity) {
        try {
            var lease = client.leases().inNamespace(namespace).withName(name).get();
            if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
                lease.getSpec().setHolderIdentity("");
                lease.getSpec().setLeaseDurationSeconds(1);
                client.resource(lease).update();
            }
        } catch (KubernetesClientException e) {
            log.info("the lease was not given back and runs out by itself: {}", e.getMessage());
        }
    }
}
