package com.isotoma.dboperator.it;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Secrets and ConfigMaps in the operator's namespace, for one test. */
final class OperatorObjects implements AutoCloseable {
    private final KubernetesClient client = Cluster.admin();
    private final String unique = "tls-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final List<String> names = new ArrayList<>();

    /** Makes one of a name that no other has, which it returns. */
    String secret(Map<String, String> values) {
        var name = name();
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(Cluster.OPERATOR_NAMESPACE)
                        .withName(name)
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .create();
        return name;
    }

    /** Likewise. */
    String configMap(String key, String value) {
        var name = name();
        configMap(name, key, value);
        return name;
    }

    void configMap(String name, String key, String value) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(Cluster.OPERATOR_NAMESPACE)
                        .withName(name)
                        .endMetadata()
                        .addToData(key, value)
                        .build())
                .create();
    }

    void deleteConfigMap(String name) {
        client.configMaps()
                .inNamespace(Cluster.OPERATOR_NAMESPACE)
                .withName(name)
                .delete();
    }

    private String name() {
        var name = unique + names.size();
        names.add(name);
        return name;
    }

    @Override
    public void close() {
        for (var name : names) {
            deleteConfigMap(name);
            client.secrets()
                    .inNamespace(Cluster.OPERATOR_NAMESPACE)
                    .withName(name)
                    .delete();
        }
    }
}
