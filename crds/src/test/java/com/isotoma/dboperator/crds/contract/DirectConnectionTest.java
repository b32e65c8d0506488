package com.isotoma.dboperator.crds.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectConnectionTest {
    private static final String PROXY = "http://proxy.example:3128";

    @Test
    void theProxyOfTheEnvironmentIsNotForTheKubernetesApi() {
        var config = Config.empty();
        config.setHttpsProxy(PROXY);
        config.setHttpProxy(PROXY);

        var direct = DirectConnection.of(config, Map.of("https_proxy", PROXY, "HTTP_PROXY", PROXY));

        assertThat(direct.getHttpsProxy()).isNull();
        assertThat(direct.getHttpProxy()).isNull();
    }

    @Test
    void theProxyOfAKubeconfigStays() {
        var config = Config.empty();
        config.setHttpsProxy("http://jump.example:8080");

        var direct = DirectConnection.of(config, Map.of("HTTPS_PROXY", PROXY));

        assertThat(direct.getHttpsProxy()).isEqualTo("http://jump.example:8080");
    }
}
