package com.isotoma.dboperator.driver.cluster.secret;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.SecretSpec;
import com.isotoma.dboperator.crds.v1alpha1.ValueFrom;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.secret.SecretData;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Secret that an application connects with. It has the name of its Database, and it is where the password of the
 * application's user is decided: who creates it first wins, and every run sets on the server what stands in it. Where to connect
 * changes last, when the server is ready for it, so that a change that is refused leaves applications as they are.
 *
 * <p>Keys and type follow the Service Binding Specification for Kubernetes 1.1.
 */
@Singleton
public final class ApplicationSecret {
    private static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";
    private static final String PASSWORD = "password";
    private static final int ATTEMPTS = 20;

    /** Of a password that is given. */
    private static final int LONGEST = 256;

    /** The labels and annotations that the spec gives, so that they go when it gives them no longer. */
    private static final String GIVEN_ANNOTATION = ApiGroup.NAME + "/given";

    /** Stands for a password where none is shown to anyone. */
    private static final String SAMPLE = "sample";

    private final ClusterClient cluster;
    private final Passwords passwords;
    private final SecretValues values;

    @Inject
    public ApplicationSecret(ClusterClient cluster, Passwords passwords, SecretValues values) {
        this.cluster = cluster;
        this.passwords = passwords;
        this.values = values;
    }

    /** What goes into the Secret besides the password. */
    public record Content(
            String databaseName, String username, Function<String, ServiceBinding> binding, SecretSpec spec) {
        /**
         * Looks whether the Secret can be made as the spec asks for, before anything is changed.
         *
         * @throws DriverException of kind USER that names the field, the value and the remedy
         */
        public void check() throws DriverException {
            var unused = SecretData.of(binding.apply(SAMPLE), databaseName, username, SAMPLE, spec);
        }
    }

    /**
     * The password that the user is to have: the one that {@code spec.passwordFrom} names, else that of the Secret, which is not changed when it has one. A Secret that is
     * missing is made with {@code content}; in one that has no usable password the password alone is set.
     *
     * @throws DriverException of kind USER with {@link Reasons#SECRET_CONFLICT} when a Secret of that name is not this
     *     Database's; it is not touched
     */
    public String password(DatabaseHandle database, Content content) throws DriverException {
        var given = database.spec().passwordFrom();
        if (given != null) {
            // Refuses a Secret that is not ours before the server is touched.
            var unused = findOurs(database);
            return given(database, given);
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var existing = findOurs(database);
            var present = existing == null ? Optional.<String>empty() : password(existing);
            if (present.isPresent()) {
                return present.get();
            }
            var next = passwords.next();
            boolean written = existing == null
                    ? write(null, wanted(database, content, next))
                    : cluster.replaceIfUnchanged(withPassword(existing, next), false)
                            .isPresent();
            if (written) {
                return next;
            }
        }
        throw changing(database);
    }

    /**
     * Brings the Secret to {@code content}, which applications use from then on: after the server has it.
     *
     * @param password the one that the user has now
     * @throws DriverException of kind UNAVAILABLE when the Secret has another password meanwhile; it is not touched
     */
    public void publish(DatabaseHandle database, Content content, String password) throws DriverException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var existing = findOurs(database);
            var present = existing == null ? Optional.<String>empty() : password(existing);
            boolean given = database.spec().passwordFrom() != null;
            if (!given && present.isPresent() && !present.get().equals(password)) {
                break;
            }
            if (write(existing, wanted(database, content, password))) {
                return;
            }
        }
        throw changing(database);
    }

    /** The password that a person decides. It may have whatever the server takes, but for what no client can send. */
    private String given(DatabaseHandle database, ValueFrom from) throws DriverException {
        var field = "spec.passwordFrom.secretKeyRef";
        var ref = from.secretKeyRef();
        var password = values.value(database.namespace(), field, ref);
        if (password.isEmpty()
                || password.length() > LONGEST
                || password.chars().anyMatch(Character::isISOControl)) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    field + " names the key " + ref.key() + " of the Secret " + ref.name()
                            + ", whose value cannot be a password: give 1 to " + LONGEST
                            + " characters without control characters, such as an end of line");
        }
        return password;
    }

    private static DriverException changing(DatabaseHandle database) {
        return DriverException.unavailable(
                Reasons.SECRET_CONFLICT,
                "The Secret " + database.name() + " was changed by another hand while it was being written",
                null);
    }

    private @Nullable Secret findOurs(DatabaseHandle database) throws DriverException {
        var existing = find(database);
        if (existing != null && !isOurs(existing, database)) {
            throw DriverException.user(
                    Reasons.SECRET_CONFLICT,
                    "A Secret " + database.name() + " exists in namespace " + database.namespace()
                            + " and was not made for this Database: rename or delete it, or give the Database"
                            + " another name");
        }
        return existing;
    }

    private static Secret withPassword(Secret secret, String password) {
        var data = new TreeMap<String, String>();
        if (secret.getData() != null) {
            data.putAll(secret.getData());
        }
        data.put(PASSWORD, encoded(password));
        secret.setData(data);
        return secret;
    }

    private static String encoded(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
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
        var metadata = existing.getMetadata();
        var given = given(existing);
        var labels = merged(metadata.getLabels(), wanted.getMetadata().getLabels(), given);
        var annotations = merged(metadata.getAnnotations(), wanted.getMetadata().getAnnotations(), given);
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

    private static Secret wanted(DatabaseHandle database, Content content, String password) throws DriverException {
        var spec = content.spec();
        var binding = content.binding().apply(password);
        var data = SecretData.of(binding, content.databaseName(), content.username(), password, spec);
        data.replaceAll((k, v) -> encoded(v));
        var labels = new TreeMap<>(spec.labelsOrNone());
        labels.put(MANAGED_BY_LABEL, ApiGroup.MANAGED_BY);
        labels.put(ApiGroup.DATABASE_LABEL, Labels.value(database.name()));
        var annotations = new TreeMap<>(spec.annotationsOrNone());
        annotations.put(ApiGroup.OWNER_ANNOTATION, owner(database));
        var given = Stream.concat(spec.labelsOrNone().keySet().stream(), spec.annotationsOrNone().keySet().stream())
                .sorted()
                .distinct()
                .collect(Collectors.joining(","));
        if (!given.isEmpty()) {
            annotations.put(GIVEN_ANNOTATION, given);
        }
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(database.namespace())
                .withName(database.name())
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .withType("servicebinding.io/" + binding.type())
                .withData(data)
                .build();
    }

    /** The labels or annotations that are wanted, and of the others those that this class did not give. */
    private static Map<String, String> merged(
            @Nullable Map<String, String> present, Map<String, String> wanted, Set<String> given) {
        var merged = new TreeMap<String, String>();
        if (present != null) {
            merged.putAll(present);
        }
        merged.keySet().removeAll(given);
        merged.remove(GIVEN_ANNOTATION);
        merged.putAll(wanted);
        return merged;
    }

    /** What the spec gave when the Secret was written last. */
    private static Set<String> given(Secret secret) {
        var annotations = secret.getMetadata().getAnnotations();
        var given = annotations == null ? null : annotations.get(GIVEN_ANNOTATION);
        return given == null ? Set.of() : Set.of(given.split(",", -1));
    }
}
