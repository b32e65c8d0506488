package com.isotoma.dboperator.driver.database;

import com.isotoma.dboperator.crds.v1alpha1.CertificateSource;
import com.isotoma.dboperator.crds.v1alpha1.ClientCertificate;
import com.isotoma.dboperator.crds.v1alpha1.SecretKeyRef;
import com.isotoma.dboperator.crds.v1alpha1.TlsSpec;
import com.isotoma.dboperator.driver.cluster.ConfigMapValues;
import com.isotoma.dboperator.driver.cluster.secret.SecretValues;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.spi.TlsMode;
import com.isotoma.dboperator.driver.spi.TlsSettings;
import io.fabric8.kubernetes.api.model.IntOrString;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code connect} as a driver gets it: what the spec has there, and what {@code tls} says, under the driver's own keys. */
@Singleton
public final class ConnectSettings {
    private final SecretValues secrets;
    private final ConfigMapValues configMaps;

    @Inject
    public ConnectSettings(SecretValues secrets, ConfigMapValues configMaps) {
        this.secrets = secrets;
        this.configMaps = configMaps;
    }

    /**
     * What a resource says of its server.
     *
     * @param namespace of the Secrets and ConfigMaps that {@code tls} names
     * @param driver its name
     * @param where what stands before {@code spec} in messages: nothing for a resource that says it itself
     * @param lastCa the CA's certificate that stands in for a ConfigMap that is gone; null for none
     */
    public record Source(
            String namespace,
            String driver,
            Map<String, IntOrString> connect,
            @Nullable TlsSpec tls,
            String where,
            @Nullable String lastCa) {
        private String field(String name) {
            return where + "spec." + name;
        }
    }

    /**
     * The settings for a driver.
     *
     * @param keys how the driver takes {@code tls}; null for one that does not
     * @throws DriverException of kind USER when the two contradict each other, the driver cannot do what {@code tls} asks for,
     *     or something that it names is missing
     */
    public Settings of(Source source, @Nullable TlsSettings keys) throws DriverException {
        var values = new HashMap<String, Object>();
        source.connect().forEach((key, value) -> values.put(key, String.valueOf(value.getValue())));
        if (keys != null) {
            for (var key : new TreeSet<>(keys.clientKeys())) {
                if (values.containsKey(key)) {
                    throw invalid(source.field("connect." + key) + " is not given there: name a Secret of type"
                            + " kubernetes.io/tls in spec.tls.clientCertificate");
                }
            }
        }
        return source.tls() == null
                ? new Settings(source.field("connect"), values)
                : withTls(source, source.tls(), keys, values);
    }

    private Settings withTls(Source source, TlsSpec tls, @Nullable TlsSettings keys, Map<String, Object> values)
            throws DriverException {
        if (keys == null) {
            throw DriverException.user(
                    Reasons.NOT_SUPPORTED,
                    source.field("tls") + " is set, and the driver " + source.driver()
                            + " does not take it: remove it, and use the keys of spec.connect that the driver has for it,"
                            + " if any");
        }
        for (var key : new TreeSet<>(Set.of(keys.mode(), keys.caCertificate()))) {
            if (values.containsKey(key)) {
                throw invalid(source.field("tls") + " and spec.connect." + key
                        + " say the same: keep spec.tls and remove the key from spec.connect");
            }
        }
        var fields = new HashMap<String, String>();
        values.put(keys.mode(), mode(source, tls, keys));
        fields.put(keys.mode(), source.field("tls.mode"));
        var ca = ca(source, tls);
        if (ca.isPresent()) {
            values.put(keys.caCertificate(), ca.get());
        }
        fields.put(keys.caCertificate(), source.field("tls.caCertificate"));
        if (tls.clientCertificate() != null) {
            client(source, tls.clientCertificate(), keys, values, fields);
        }
        return new Settings(source.field("connect"), values, fields);
    }

    private static String mode(Source source, TlsSpec tls, TlsSettings keys) throws DriverException {
        var mode = TlsMode.valueOf(tls.effectiveMode().name());
        var word = keys.modes().get(mode);
        if (word == null) {
            throw invalid(source.field("tls.mode") + " is " + mode.word() + ", which the driver " + source.driver()
                    + " does not have: give one of "
                    + keys.modes().keySet().stream().sorted().map(TlsMode::word).collect(Collectors.joining(", ")));
        }
        return word;
    }

    /** The certificates of the CA; empty where the spec names none. */
    private Optional<String> ca(Source source, TlsSpec tls) throws DriverException {
        var given = tls.caCertificate();
        if (given == null) {
            return Optional.empty();
        }
        var pem = ca(source, given);
        if (pem.isBlank()) {
            // Drivers take a blank one for none, and would trust public CAs.
            throw invalid(source.field("tls.caCertificate")
                    + " is empty: give the CA's certificate in PEM form, or remove the field to"
                    + " trust the CAs that the driver's image trusts");
        }
        return Optional.of(pem);
    }

    private String ca(Source source, CertificateSource given) throws DriverException {
        var field = source.field("tls.caCertificate");
        if (given.secretKeyRef() != null) {
            return secrets.value(source.namespace(), field + ".secretKeyRef", given.secretKeyRef());
        }
        if (given.configMapKeyRef() != null) {
            try {
                return configMaps.value(source.namespace(), field + ".configMapKeyRef", given.configMapKeyRef());
            } catch (DriverException e) {
                if (source.lastCa() == null || !e.reason().equals(Reasons.CONFIG_MAP_NOT_FOUND)) {
                    throw e;
                }
                return source.lastCa();
            }
        }
        return given.value() == null ? "" : given.value();
    }

    private void client(
            Source source,
            ClientCertificate given,
            TlsSettings keys,
            Map<String, Object> values,
            Map<String, String> fields)
            throws DriverException {
        if (keys.clientCertificate() == null || keys.clientKey() == null) {
            throw DriverException.user(
                    Reasons.NOT_SUPPORTED,
                    source.field("tls.clientCertificate") + " is set, and the driver " + source.driver()
                            + " shows no certificate to its servers: remove it");
        }
        values.put(keys.clientCertificate(), secret(source, given, ClientCertificate.CERTIFICATE));
        values.put(keys.clientKey(), secret(source, given, ClientCertificate.KEY));
        fields.put(keys.clientCertificate(), field(source, given, ClientCertificate.CERTIFICATE));
        fields.put(keys.clientKey(), field(source, given, ClientCertificate.KEY));
    }

    private String secret(Source source, ClientCertificate given, String key) throws DriverException {
        return secrets.value(
                source.namespace(), source.field("tls.clientCertificate"), new SecretKeyRef(given.secretName(), key));
    }

    private static String field(Source source, ClientCertificate given, String key) {
        return key + " of the Secret " + given.secretName() + ", which " + source.field("tls.clientCertificate")
                + " names,";
    }

    private static DriverException invalid(String message) {
        return DriverException.user(Reasons.INVALID_SPEC, message);
    }
}
