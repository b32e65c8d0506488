package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.crds.contract.DirectConnection;
import com.isotoma.dboperator.crds.read.Readers;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Map;

/** Makes the client of a run: in a pod with the service account's token, in a shell with the kubeconfig. */
final class KubernetesAccess {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int REQUEST_MILLIS = 30_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private KubernetesAccess() {}

    static KubernetesClient connect(Map<String, String> environment) {
        return connect(config(environment));
    }

    static Config config(Map<String, String> environment) {
        var config = ServiceAccount.find(environment)
                .map(ServiceAccount::config)
                .orElseGet(() -> Config.autoConfigure(null));
        return DirectConnection.of(config, environment);
    }

    static KubernetesClient connect(Config config) {
        return connect(config, new RightsOnTheirWay(PATIENCE, PAUSE));
    }

    static KubernetesClient connect(Config config, RightsOnTheirWay rights) {
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(REQUEST_MILLIS);
        // Without looking through all kinds that Kubernetes knows, which a run would wait for at its start.
        var serialization = Readers.serialization(false);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(serialization)
                .withHttpClientBuilderConsumer(rights::addTo)
                .build();
    }
}
