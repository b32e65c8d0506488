package com.isotoma.dboperator.driver.run;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Map;

/**
 * What an operation works with. Its text form shows no variable, since some are secret.
 *
 * @param environment the container's environment
 * @param client the cluster, as the service account or the kubeconfig; the container closes it
 * @param clock the time
 * @param steps told of each checkpoint when it is passed
 * @param parts makes the objects that an operation consists of
 */
public record RunContext(
        Map<String, String> environment, KubernetesClient client, Clock clock, Steps steps, Parts parts) {
    public RunContext {
        environment = Map.copyOf(environment);
    }

    /** Makes objects with all that they ask for in their constructors, which are marked as injectable. */
    @FunctionalInterface
    public interface Parts {
        <T> T get(Class<T> type);
    }

    /** One for an operation that makes its objects itself: {@link #get} refuses. */
    public RunContext(Map<String, String> environment, KubernetesClient client, Clock clock, Steps steps) {
        this(environment, client, clock, steps, RunContext::refuse);
    }

    private static <T> T refuse(Class<T> type) {
        throw new IllegalStateException("this run was begun without the parts of a container, and asks for a "
                + type.getName() + ": begin it by the container");
    }

    /** An object of that type, made for this run. */
    public <T> T get(Class<T> type) {
        return parts.get(type);
    }

    @Override
    public String toString() {
        return "RunContext[" + client.getMasterUrl() + "]";
    }
}
