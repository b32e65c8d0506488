package com.isotoma.dboperator.driver.lease;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls on Leases, each of which changes only what was read. */
record LeaseApi(KubernetesClient client) {
    /** The same calls, each with one attempt of that length. */
    LeaseApi hasty(Duration timeout) {
        var config = new RequestConfigBuilder()
                .withRequestTimeout(Math.toIntExact(timeout.toMillis()))
                .withRequestRetryBackoffLimit(0)
                .build();
        return new LeaseApi(client.newClient(config).adapt(KubernetesClient.class));
    }

    @Nullable
    Lease find(String namespace, String name) {
        return client.leases().inNamespace(namespace).withName(name).get();
    }

    /** @return empty when there is one of that name already */
    Optional<Lease> create(Lease lease) {
        return unlessConflict(() -> client.resource(lease).create());
    }

    /** @return empty when somebody has changed or deleted it since it was read */
    Optional<Lease> replace(Lease lease) {
        return unlessConflict(() -> client.resource(lease)
                .lockResourceVersion(lease.getMetadata().getResourceVersion())
                .update());
    }

    /** @return false when somebody has changed it since it was read */
    boolean delete(Lease lease) {
        return unlessConflict(() -> client.resource(lease)
                        .lockResourceVersion(lease.getMetadata().getResourceVersion())
                        .delete())
                .isPresent();
    }

    private static <T> Optional<T> unlessConflict(Supplier<T> write) {
        try {
            return Optional.of(write.get());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
