package com.isotoma.dboperator.driver.container;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Makes the client of a run: in a pod with the service account's token, in a shell with the kubeconfig. */
final class KubernetesAccess {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int REQUEST_MILLIS = 30_000;

    private KubernetesAccess() {}

    static KubernetesClient connect() {
        return connect(Config.autoConfigure(null));
    }

    static KubernetesClient connect(Config config) {
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(REQUEST_MILLIS);
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
