package com.isotoma.dboperator.driver.cluster.secret;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.PastRestore;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.spi.DriverException;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the application's Secret remembers of its database: the Restores that it was filled from. The Secret stays where the
 * database is retained, so this outlives the Database resource. Without the Secret nothing is remembered here.
 */
public final class SecretNotes {
    private static final Logger LOG = LoggerFactory.getLogger(SecretNotes.class);
    /** Annotations of an object may have 256 kB together. */
    private static final int MOST = 50;

    private final ClusterClient cluster;
    private final SecretStore store;

    @Inject
    SecretNotes(ClusterClient cluster, SecretStore store) {
        this.cluster = cluster;
        this.store = store;
    }

    /** The Restores that the Secret remembers, the newest last. */
    public List<PastRestore> restores(DatabaseHandle database) {
        return secret(database).map(SecretNotes::read).orElse(List.of());
    }

    /** Remembers a Restore; once, however often it is said. */
    public void add(DatabaseHandle database, PastRestore restore) {
        change(database, before -> {
            var all = new ArrayList<>(before);
            if (all.stream().noneMatch(r -> Objects.equals(r.uid(), restore.uid()))) {
                all.add(restore);
            }
            return all.subList(Math.max(0, all.size() - MOST), all.size());
        });
    }

    /** Forgets a Restore that has touched nothing after all. */
    public void remove(DatabaseHandle database, String uid) {
        change(
                database,
                before -> before.stream().filter(r -> !uid.equals(r.uid())).toList());
    }

    private void change(DatabaseHandle database, UnaryOperator<List<PastRestore>> change) {
        var written = false;
        while (!written) {
            var secret = secret(database);
            if (secret.isEmpty()) {
                return;
            }
            var before = read(secret.get());
            var after = change.apply(before);
            if (after.equals(before)) {
                return;
            }
            var metadata = secret.get().getMetadata();
            var annotations = new TreeMap<>(metadata.getAnnotations());
            annotations.put(ApiGroup.RESTORED_ANNOTATION, Serialization.asJson(after));
            metadata.setAnnotations(annotations);
            written = cluster.replaceIfUnchanged(secret.get(), false).isPresent();
        }
    }

    /** The one that applications use; one of another hand has no notes. */
    private Optional<Secret> secret(DatabaseHandle database) {
        try {
            return store.inUse(database);
        } catch (DriverException e) {
            LOG.info("{}", e.getMessage());
            return store.former(database).stream().findFirst();
        }
    }

    private static List<PastRestore> read(Secret secret) {
        var text = Objects.requireNonNullElse(secret.getMetadata().getAnnotations(), Map.<String, String>of())
                .get(ApiGroup.RESTORED_ANNOTATION);
        if (text == null) {
            return List.of();
        }
        try {
            return List.of(Serialization.unmarshal(text, PastRestore[].class));
        } catch (RuntimeException e) {
            // A person has written it.
            LOG.warn(
                    "the annotation {} of the Secret {} cannot be read: {}",
                    ApiGroup.RESTORED_ANNOTATION,
                    secret.getMetadata().getName(),
                    e.getMessage());
            return List.of();
        }
    }
}
