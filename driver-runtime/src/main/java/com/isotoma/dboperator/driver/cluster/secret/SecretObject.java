package com.isotoma.dboperator.driver.cluster.secret;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.driver.secret.SecretData;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.support.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the application's Secret looks as an object: its labels and annotations, of which others have some too. */
final class SecretObject {
    static final String PASSWORD = "password";
    static final String USERNAME = "username";

    /** The labels and annotations that the spec gives, so that they go when it gives them no longer. */
    private static final String GIVEN_ANNOTATION = ApiGroup.NAME + "/given";

    private SecretObject() {}

    static Secret wanted(SecretOwner owner, SecretContent content, Credentials account) throws DriverException {
        var spec = content.spec();
        var binding = content.binding().apply(account);
        var data = SecretData.of(binding, content.databaseName(), account.username(), account.password(), spec);
        data.replaceAll((k, v) -> encoded(v));
        var labels = new TreeMap<>(spec.labelsOrNone());
        labels.put(SecretOwner.MANAGED_BY_LABEL, ApiGroup.MANAGED_BY);
        labels.put(ApiGroup.DATABASE_LABEL, Labels.value(owner.database()));
        var annotations = new TreeMap<>(spec.annotationsOrNone());
        annotations.put(ApiGroup.OWNER_ANNOTATION, owner.mark());
        var given = Stream.concat(spec.labelsOrNone().keySet().stream(), spec.annotationsOrNone().keySet().stream())
                .sorted()
                .distinct()
                .collect(Collectors.joining(","));
        if (!given.isEmpty()) {
            annotations.put(GIVEN_ANNOTATION, given);
        }
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(owner.namespace())
                .withName(owner.secretName())
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .withType("servicebinding.io/" + binding.type())
                .withData(data)
                .build();
    }

    /** What a Secret remembers goes with it to its new name. */
    static void keepNotes(Secret before, Secret wanted) {
        for (var note : List.of(ApiGroup.RESTORED_ANNOTATION, ApiGroup.ROTATION_ANNOTATION)) {
            var text = before.getMetadata().getAnnotations().get(note);
            if (text != null) {
                wanted.getMetadata().getAnnotations().put(note, text);
            }
        }
    }

    static String encoded(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A value, decoded; empty where the Secret has none of that key. */
    static Optional<String> value(Secret secret, String key) {
        return Optional.ofNullable(secret.getData())
                .map(data -> data.get(key))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    }

    /** The password, if it is one that applications could use. */
    static Optional<String> password(Secret secret) {
        return value(secret, PASSWORD).filter(Passwords::acceptable);
    }

    /** The login that the Secret names; the first there is where it names none that could be. */
    static String login(Optional<Secret> secret, SecretContent content) {
        return secret.flatMap(s -> value(s, USERNAME))
                .filter(content.logins()::contains)
                .orElseGet(content.logins()::getFirst);
    }

    /** Whether it has been given what a rotation of that name was to give it. */
    static boolean bears(Secret secret, String rotation) {
        return rotation.equals(secret.getMetadata().getAnnotations().get(ApiGroup.ROTATION_ANNOTATION));
    }

    static Map<String, String> labels(Secret existing, Secret wanted) {
        return merged(existing.getMetadata().getLabels(), wanted.getMetadata().getLabels(), given(existing));
    }

    static Map<String, String> annotations(Secret existing, Secret wanted) {
        return merged(
                existing.getMetadata().getAnnotations(), wanted.getMetadata().getAnnotations(), given(existing));
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
