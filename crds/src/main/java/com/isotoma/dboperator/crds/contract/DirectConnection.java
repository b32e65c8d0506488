package com.isotoma.dboperator.crds.contract;

import io.fabric8.kubernetes.client.Config;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the proxy that the environment names away from the Kubernetes API. {@code HTTPS_PROXY} and its relatives are set for
 * object stores; the client library would use them for the API server as well. A proxy of the kubeconfig's cluster stays.
 */
public final class DirectConnection {
    private static final Set<String> VARIABLES = Set.of("http_proxy", "https_proxy", "all_proxy");

    private DirectConnection() {}

    /**
     * Takes the environment's proxies out of {@code config}.
     *
     * @return {@code config} itself
     */
    public static Config of(Config config, Map<String, String> environment) {
        var ofEnvironment = environment.entrySet().stream()
                .filter(e -> VARIABLES.contains(e.getKey().toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        if (contains(ofEnvironment, config.getHttpsProxy())) {
            config.setHttpsProxy(null);
        }
        if (contains(ofEnvironment, config.getHttpProxy())) {
            config.setHttpProxy(null);
        }
        return config;
    }

    private static boolean contains(Set<String> proxies, @Nullable String proxy) {
        return proxy != null && proxies.contains(proxy);
    }
}
