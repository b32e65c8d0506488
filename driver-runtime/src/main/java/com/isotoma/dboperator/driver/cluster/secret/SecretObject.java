package com.isotoma.dboperator.driver.cluster.secret;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.secret.SecretData;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.support.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the application's Secret looks as an object: its labels and annotations, of which others have some too. */
final class SecretObject {
    private static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";

    /** The labels and annotations that the spec gives, so that they go when it gives them no longer. */
    private static final String GIVEN_ANNOTATION = ApiGroup.NAME + "/given";

    private SecretObject() {}

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

    static Secret wanted(DatabaseHandle database, SecretContent content, Credentials account) throws DriverException {
        var spec = content.spec();
        var binding = content.binding().apply(account);
        var data = SecretData.of(binding, content.databaseName(), account.username(), account.password(), spec);
        data.replaceAll((k, v) -> ApplicationSecret.encoded(v));
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
                .withName(database.secretName())
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
