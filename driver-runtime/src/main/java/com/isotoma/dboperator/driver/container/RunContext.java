package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.driver.operation.Steps;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Map;

/**
 * What an {@link ExtraOperation} works with. Its text form shows no variable, since some are secret.
 *
 * @param environment the container's environment
 * @param client the cluster, as the service account or the kubeconfig; the container closes it
 * @param clock the time
 * @param steps told of each step when it is done
 */
public record RunContext(Map<String, String> environment, KubernetesClient client, Clock clock, Steps steps) {
    public RunContext {
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return "RunContext[" + client.getMasterUrl() + "]";
    }
}
