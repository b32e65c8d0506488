package com.isotoma.dboperator.operator.runtime;

import com.isotoma.dboperator.crds.read.Unreadable;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.Cloner;

/** Copies resources by way of JSON, which the mark of one that could not be read would not survive: that one stays as it is. */
final class MarkedCloner implements Cloner {
    private final KubernetesClient client;

    MarkedCloner(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public <R extends HasMetadata> R clone(R resource) {
        return Unreadable.readable(resource)
                ? client.getKubernetesSerialization().clone(resource)
                : resource;
    }
}
