package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.ConfigMapKeyRef;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;

/** Reads keys of ConfigMaps that a spec refers to. */
@Singleton
public final class ConfigMapValues {
    private final ClusterClient cluster;

    @Inject
    public ConfigMapValues(ClusterClient cluster) {
        this.cluster = cluster;
    }

    /**
     * What a key of a ConfigMap of {@code namespace} has, which {@code at} of a resource refers to.
     *
     * @throws DriverException of kind USER with {@link Reasons#CONFIG_MAP_NOT_FOUND} when it is not there
     */
    public String value(String namespace, String at, ConfigMapKeyRef ref) throws DriverException {
        var map = cluster.raw()
                .configMaps()
                .inNamespace(namespace)
                .withName(ref.name())
                .get();
        if (map == null) {
            throw DriverException.user(
                    Reasons.CONFIG_MAP_NOT_FOUND,
                    at + " names the ConfigMap " + ref.name() + ", which does not exist in namespace " + namespace
                            + ": create it, or correct the name");
        }
        var value = (map.getData() == null ? Map.<String, String>of() : map.getData()).get(ref.key());
        if (value == null) {
            throw DriverException.user(
                    Reasons.CONFIG_MAP_NOT_FOUND,
                    at + " names the key " + ref.key() + ", which the ConfigMap " + ref.name()
                            + " does not have: add it, or correct the key");
        }
        return value;
    }
}
