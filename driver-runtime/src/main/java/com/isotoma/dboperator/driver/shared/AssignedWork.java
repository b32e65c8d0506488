package com.isotoma.dboperator.driver.shared;

import com.isotoma.dboperator.crds.contract.Assignment;
import com.isotoma.dboperator.crds.contract.Assignments;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operator gives this run besides its own work, as its Job tells it. For one thread. */
final class AssignedWork {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    private final KubernetesClient client;
    private final String namespace;
    private final String job;
    private final Set<Assignment> seen = new HashSet<>();

    AssignedWork(KubernetesClient client, String namespace, String job) {
        this.client = client;
        this.namespace = namespace;
        this.job = job;
    }

    /** What was added since it was last asked for; nothing where the cluster does not answer, for it is asked again. */
    List<Assignment> added() {
        try {
            var now = client.batch()
                    .v1()
                    .jobs()
                    .inNamespace(namespace)
                    .withName(job)
                    .get();
            return now == null
                    ? List.of()
                    : Assignments.of(now.getMetadata().getAnnotations()).stream()
                            .filter(seen::add)
                            .toList();
        } catch (KubernetesClientException e) {
            LOG.warn("What else there is to do cannot be read, which is tried again: {}", e.getMessage());
            return List.of();
        }
    }
}
