package com.isotoma.dboperator.driver.cluster.secret;

import com.isotoma.dboperator.crds.v1alpha1.CredentialSource;
import com.isotoma.dboperator.crds.v1alpha1.SecretKeyRef;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import io.fabric8.kubernetes.api.model.Secret;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Turns references into values. A Secret is read once for each run. */
@Singleton
public final class SecretValues {
    private final ClusterClient cluster;
    private final Map<String, Optional<Secret>> read = new HashMap<>();

    @Inject
    public SecretValues(ClusterClient cluster) {
        this.cluster = cluster;
    }

    /**
     * The value of {@code source}, which stands at {@code field} of a resource in {@code namespace}.
     *
     * @throws DriverException of kind USER when it refers to what is not there, or to nothing
     */
    public String resolve(String namespace, String field, CredentialSource source) throws DriverException {
        if (source.value() != null) {
            return source.value();
        }
        if (source.valueFrom() == null) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC, field + " has neither value nor valueFrom.secretKeyRef: give one of them");
        }
        return value(
                namespace, field + ".valueFrom.secretKeyRef", source.valueFrom().secretKeyRef());
    }

    /**
     * What a key of a Secret of {@code namespace} has, which {@code at} of a resource refers to.
     *
     * @throws DriverException of kind USER when it is not there
     */
    public String value(String namespace, String at, SecretKeyRef ref) throws DriverException {
        var secret = secret(namespace, ref)
                .orElseThrow(() -> DriverException.user(
                        Reasons.SECRET_NOT_FOUND,
                        at + " names the Secret " + ref.name() + ", which does not exist in namespace " + namespace
                                + ": create it, or correct the name"));
        var data = secret.getData() == null ? Map.<String, String>of() : secret.getData();
        var value = data.get(ref.key());
        if (value == null) {
            throw DriverException.user(
                    Reasons.SECRET_NOT_FOUND,
                    // Whoever may read this message may not read the Secret: it does not say which keys that has.
                    at + " names the key " + ref.key() + ", which the Secret " + ref.name()
                            + " does not have: add it, or correct the key");
        }
        return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }

    private Optional<Secret> secret(String namespace, SecretKeyRef ref) {
        return read.computeIfAbsent(
                namespace + "/" + ref.name(),
                k -> Optional.ofNullable(cluster.raw()
                        .secrets()
                        .inNamespace(namespace)
                        .withName(ref.name())
                        .get()));
    }
}
