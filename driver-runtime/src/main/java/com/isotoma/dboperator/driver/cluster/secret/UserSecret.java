package com.isotoma.dboperator.driver.cluster.secret;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.UserHandle;
import com.isotoma.dboperator.driver.secret.SecretData;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.support.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Secret of a DatabaseUser. As that of a Database ({@link ApplicationSecret}) it is where the password is decided, and has
 * the same keys.
 */
@Singleton
public final class UserSecret {
    private static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";
    private static final int ATTEMPTS = 20;

    private final ClusterClient cluster;
    private final Passwords passwords;

    @Inject
    public UserSecret(ClusterClient cluster, Passwords passwords) {
        this.cluster = cluster;
        this.passwords = passwords;
    }

    /** The login and password that the Secret has now; empty where it is missing, or has none that applications could use. */
    public Optional<Credentials> current(UserHandle user, SecretContent content) throws DriverException {
        return Optional.ofNullable(findOurs(user)).flatMap(secret -> credentials(secret, content));
    }

    /**
     * The login and password of the user: those of the Secret, which is made with new ones where it has none.
     *
     * @throws DriverException of kind USER with {@link Reasons#SECRET_CONFLICT} when a Secret of that name is not this user's;
     *     it is not touched
     */
    public Credentials account(UserHandle user, SecretContent content) throws DriverException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var existing = findOurs(user);
            var present = existing == null ? Optional.<Credentials>empty() : credentials(existing, content);
            if (present.isPresent()) {
                return present.get();
            }
            var next = new Credentials(content.logins().getFirst(), passwords.next());
            if (write(existing, wanted(user, content, next, null))) {
                return next;
            }
        }
        throw changing(user);
    }

    /** Brings what says where to connect to {@code content}; the login and password have to be those of {@code account}. */
    public void publish(UserHandle user, SecretContent content, Credentials account) throws DriverException {
        change(user, content, account, account, null);
    }

    /**
     * Gives the Secret another login and password in one write.
     *
     * @param rotation a name for this change, which the Secret bears from then on
     * @throws DriverException of kind UNAVAILABLE when the Secret does not have {@code from} any more; it is not touched
     */
    public void rotate(UserHandle user, SecretContent content, Credentials from, Credentials to, String rotation)
            throws DriverException {
        change(user, content, from, to, rotation);
    }

    private void change(
            UserHandle user, SecretContent content, Credentials from, Credentials to, @Nullable String rotation)
            throws DriverException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var existing = findOurs(user);
            if (existing == null
                    || credentials(existing, content).filter(from::equals).isEmpty()) {
                break;
            }
            if (write(existing, wanted(user, content, to, rotation))) {
                return;
            }
        }
        throw changing(user);
    }

    /** Whether the Secret has been given what {@link #rotate} of that name was to give it. */
    public boolean bears(UserHandle user, String rotation) throws DriverException {
        var existing = findOurs(user);
        return existing != null && rotation.equals(annotations(existing).get(ApiGroup.ROTATION_ANNOTATION));
    }

    /** Deletes the Secret if it is this user's. */
    public void delete(UserHandle user) {
        var existing = find(user);
        if (existing != null && isOurs(existing, user)) {
            cluster.writer().resource(existing).delete();
        }
    }

    private @Nullable Secret findOurs(UserHandle user) throws DriverException {
        var existing = find(user);
        if (existing != null && !isOurs(existing, user)) {
            throw DriverException.user(
                    Reasons.SECRET_CONFLICT,
                    "A Secret " + user.secretName() + " exists in namespace " + user.namespace()
                            + " and was not made for this DatabaseUser: rename or delete it, or create a DatabaseUser"
                            + " with another name or spec.secret.name");
        }
        return existing;
    }

    private @Nullable Secret find(UserHandle user) {
        return cluster.raw()
                .secrets()
                .inNamespace(user.namespace())
                .withName(user.secretName())
                .get();
    }

    private static boolean isOurs(Secret secret, UserHandle user) {
        var labels = secret.getMetadata().getLabels();
        return labels != null
                && ApiGroup.MANAGED_BY.equals(labels.get(MANAGED_BY_LABEL))
                && owner(user).equals(annotations(secret).get(ApiGroup.OWNER_ANNOTATION));
    }

    /** A Database's has two parts. */
    private static String owner(UserHandle user) {
        return user.namespace() + "/" + user.spec().database() + "/" + user.name();
    }

    private static Map<String, String> annotations(Secret secret) {
        return Objects.requireNonNullElse(secret.getMetadata().getAnnotations(), Map.of());
    }

    private static Optional<Credentials> credentials(Secret secret, SecretContent content) {
        return value(secret, "password")
                .filter(Passwords::acceptable)
                .map(password -> new Credentials(
                        value(secret, "username")
                                .filter(content.logins()::contains)
                                .orElseGet(content.logins()::getFirst),
                        password));
    }

    private static Optional<String> value(Secret secret, String key) {
        return Optional.ofNullable(secret.getData())
                .map(data -> data.get(key))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    }

    private static Secret wanted(UserHandle user, SecretContent content, Credentials account, @Nullable String rotation)
            throws DriverException {
        var binding = content.binding().apply(account);
        var data =
                SecretData.of(binding, content.databaseName(), account.username(), account.password(), content.spec());
        data.replaceAll((key, value) -> ApplicationSecret.encoded(value));
        var annotations = new TreeMap<>(Map.of(ApiGroup.OWNER_ANNOTATION, owner(user)));
        if (rotation != null) {
            annotations.put(ApiGroup.ROTATION_ANNOTATION, rotation);
        }
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(user.namespace())
                .withName(user.secretName())
                .withLabels(Map.of(
                        MANAGED_BY_LABEL,
                        ApiGroup.MANAGED_BY,
                        ApiGroup.DATABASE_LABEL,
                        Labels.value(user.spec().database())))
                .withAnnotations(annotations)
                .endMetadata()
                .withType("servicebinding.io/" + binding.type())
                .withData(data)
                .build();
    }

    /** What others have put on it stays. Returns false when somebody came between. */
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
        var metadata = existing.getMetadata();
        var labels = merged(metadata.getLabels(), wanted.getMetadata().getLabels());
        var annotations = merged(metadata.getAnnotations(), wanted.getMetadata().getAnnotations());
        if (wanted.getData().equals(existing.getData())
                && labels.equals(metadata.getLabels())
                && annotations.equals(metadata.getAnnotations())) {
            return true;
        }
        existing.setData(wanted.getData());
        metadata.setLabels(labels);
        metadata.setAnnotations(annotations);
        return cluster.replaceIfUnchanged(existing, false).isPresent();
    }

    private static Map<String, String> merged(@Nullable Map<String, String> present, Map<String, String> wanted) {
        var merged = new TreeMap<>(Objects.requireNonNullElse(present, Map.<String, String>of()));
        merged.putAll(wanted);
        return merged;
    }

    private static DriverException changing(UserHandle user) {
        return DriverException.unavailable(
                Reasons.SECRET_CONFLICT,
                "The Secret " + user.secretName() + " was changed by another hand while it was being written",
                null);
    }
}
