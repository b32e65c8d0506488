package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Labels;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The Secret that an application connects with. It has the name of its Database, and it is where the password of the
 * application's user is decided: who creates it first wins, and every run sets on the server what stands in it.
 *
 * <p>Keys and type follow the Service Binding Specification for Kubernetes 1.1.
 */
@Singleton
public final class ApplicationSecret {
    private static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";
    private static final String PASSWORD = "password";
    private static final int ATTEMPTS = 20;

    private final ClusterClient cluster;
    private final Passwords passwords;

    @Inject
    public ApplicationSecret(ClusterClient cluster, Passwords passwords) {
        this.cluster = cluster;
        this.passwords = passwords;
    }

    /** What goes into the Secret besides the password. */
    public record Content(String databaseName, String username, Function<String, ServiceBinding> binding) {}

    /**
     * Makes the Secret, or brings the one that is there to {@code content}, keeping its password.
     *
     * @return the password in it
     * @throws DriverException of kind USER with {@link Reasons#SECRET_CONFLICT} when a Secret of that name is not this
     *     Database's; it is not touched
     */
    public String ensure(DatabaseHandle database, Content content) throws DriverException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var existing = find(database);
            if (existing != null && !isOurs(existing, database)) {
                throw DriverException.user(
                        Reasons.SECRET_CONFLICT,
                        "A Secret " + database.name() + " exists in namespace " + database.namespace()
                                + " and was not made for this Database: rename or delete it, or give the Database"
                                + " another name");
            }
            var password = Optional.ofNullable(existing)
                    .flatMap(ApplicationSecret::password)
                    .orElseGet(passwords::next);
            if (write(existing, wanted(database, content, password))) {
                return password;
            }
        }
        throw DriverException.unavailable(
                Reasons.SECRET_CONFLICT,
                "The Secret " + database.name() + " is being changed by somebody else all the time",
                null);
    }

    /** Deletes the Secret if it is this Database's. */
    public void delete(DatabaseHandle database) {
        var existing = find(database);
        if (existing != null && isOurs(existing, database)) {
            cluster.writer().resource(existing).delete();
        }
    }

    private @Nullable Secret find(DatabaseHandle database) {
        return cluster.raw()
                .secrets()
                .inNamespace(database.namespace())
                .withName(database.name())
                .get();
    }

    /** @return false when somebody came between */
    private boolean write(@Nullable Secret existing, Secret wanted) {
        if (existing == null) {
            try {
                cluster.writer().resource(wanted).create();
                return true;
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                    return false;
                }
                throw e;
            }
        }
        if (!wanted.getType().equals(existing.getType())) {
            // The type of a Secret cannot be changed.
            cluster.writer().resource(existing).delete();
            return write(null, wanted);
        }
        if (wanted.getData().equals(existing.getData())) {
            return true;
        }
        existing.setData(wanted.getData());
        return cluster.replaceIfUnchanged(existing, false).isPresent();
    }

    private static Optional<String> password(Secret secret) {
        return Optional.ofNullable(secret.getData())
                .map(d -> d.get(PASSWORD))
                .map(p -> new String(Base64.getDecoder().decode(p), StandardCharsets.UTF_8))
                .filter(Passwords::acceptable);
    }

    static boolean isOurs(Secret secret, DatabaseHandle database) {
        var metadata = secret.getMetadata();
        return metadata.getLabels() != null
                && metadata.getAnnotations() != null
                && ApiGroup.MANAGED_BY.equals(metadata.getLabels().get(MANAGED_BY_LABEL))
                && owner(database).equals(metadata.getAnnotations().get(ApiGroup.OWNER_ANNOTATION));
    }

    private static String owner(DatabaseHandle database) {
        return database.namespace() + "/" + database.name();
    }

    private static Secret wanted(DatabaseHandle database, Content content, String password) {
        var binding = content.binding().apply(password);
        var data = new TreeMap<String, String>();
        data.put("type", binding.type());
        data.put("provider", binding.provider());
        data.put("host", binding.host());
        data.put("port", Integer.toString(binding.port()));
        data.put("database", content.databaseName());
        data.put("username", content.username());
        data.put(PASSWORD, password);
        data.put("uri", binding.uri());
        if (binding.jdbcUrl() != null) {
            data.put("jdbc-url", binding.jdbcUrl());
        }
        data.replaceAll((k, v) -> Base64.getEncoder().encodeToString(v.getBytes(StandardCharsets.UTF_8)));
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(database.namespace())
                .withName(database.name())
                .withLabels(Map.of(
                        MANAGED_BY_LABEL, ApiGroup.MANAGED_BY, ApiGroup.DATABASE_LABEL, Labels.value(database.name())))
                .withAnnotations(Map.of(ApiGroup.OWNER_ANNOTATION, owner(database)))
                .endMetadata()
                .withType("servicebinding.io/" + binding.type())
                .withData(data)
                .build();
    }
}
