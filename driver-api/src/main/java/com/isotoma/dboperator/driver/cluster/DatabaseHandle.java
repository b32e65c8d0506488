package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseSpec;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One Database as this run last saw it, and the only way to change it. */
public final class DatabaseHandle {
    private final ClusterClient cluster;
    private final Clock clock;
    private Database current;

    DatabaseHandle(ClusterClient cluster, Database current, Clock clock) {
        this.cluster = cluster;
        this.current = current;
        this.clock = clock;
    }

    public String namespace() {
        return current.getMetadata().getNamespace();
    }

    public String name() {
        return current.getMetadata().getName();
    }

    public String uid() {
        return current.getMetadata().getUid();
    }

    public long generation() {
        return Objects.requireNonNullElse(current.getMetadata().getGeneration(), 0L);
    }

    public DatabaseSpec spec() {
        return current.getSpec();
    }

    public DatabaseStatus status() {
        return current.getStatus() == null ? DatabaseStatus.NONE : current.getStatus();
    }

    public @Nullable DatabasePhase phase() {
        return status().phase();
    }

    public boolean deletionRequested() {
        return current.getMetadata().getDeletionTimestamp() != null;
    }

    /** When the deletion was asked for, which it must have been. */
    public Instant deletedAt() {
        return Instant.parse(Objects.requireNonNull(current.getMetadata().getDeletionTimestamp()));
    }

    public boolean held() {
        return current.getMetadata().getFinalizers().contains(ApiGroup.DATABASE_FINALIZER);
    }

    /** The value of the annotation that asks for one more run, if any. */
    public @Nullable String refreshRequest() {
        return annotation(ApiGroup.REFRESH_ANNOTATION);
    }

    /** The Secrets that this Database holds, by the record it keeps itself. */
    public Set<String> usedSecrets() {
        var names = annotation(ApiGroup.USED_SECRETS_ANNOTATION);
        return names == null || names.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(names.split(",")));
    }

    /** Whether the garbage collector deletes what this Database owns before the Database itself. */
    public boolean deletedInForeground() {
        return deletionRequested() && current.getMetadata().getFinalizers().contains("foregroundDeletion");
    }

    /** For what goes when this Database is gone. */
    public OwnerReference ownerReference() {
        return new OwnerReferenceBuilder()
                .withApiVersion(current.getApiVersion())
                .withKind(current.getKind())
                .withName(name())
                .withUid(uid())
                .withController(false)
                .withBlockOwnerDeletion(false)
                .build();
    }

    Database resource() {
        return current;
    }

    private @Nullable String annotation(String key) {
        var annotations = current.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(key);
    }

    /**
     * Reads the resource anew.
     *
     * @throws LostRaceException when somebody else moved the Database on
     */
    public void refresh() {
        var phase = phase();
        var activeBackup = status().activeBackup();
        current = cluster.reread(current);
        requireUnmoved(phase, activeBackup);
    }

    private void requireUnmoved(@Nullable DatabasePhase phase, @Nullable String activeBackup) {
        if (phase() != phase || !Objects.equals(activeBackup, status().activeBackup())) {
            throw new LostRaceException(
                    "Database " + name() + " went from " + phase + " to " + phase() + " by another hand");
        }
    }

    /**
     * Puts on the finalizer and records which Secrets are in use, in one write, or in none when both are there.
     *
     * @throws LostRaceException when the resource was deleted meanwhile
     */
    public void hold(Set<String> secrets) {
        var names = String.join(",", new TreeSet<>(secrets));
        if (held() && names.equals(annotation(ApiGroup.USED_SECRETS_ANNOTATION))) {
            return;
        }
        current = cluster.editMetadata(current, d -> {
            var metadata = d.getMetadata();
            if (metadata.getDeletionTimestamp() != null
                    && !metadata.getFinalizers().contains(ApiGroup.DATABASE_FINALIZER)) {
                throw new LostRaceException("Database " + metadata.getName() + " is being deleted");
            }
            if (!metadata.getFinalizers().contains(ApiGroup.DATABASE_FINALIZER)) {
                metadata.getFinalizers().add(ApiGroup.DATABASE_FINALIZER);
            }
            metadata.getAnnotations().put(ApiGroup.USED_SECRETS_ANNOTATION, names);
        });
    }

    /** Takes the finalizer off, after which the resource may be gone. */
    public void letGo() {
        if (held()) {
            current = cluster.editMetadata(
                    current, d -> d.getMetadata().getFinalizers().removeIf(ApiGroup.DATABASE_FINALIZER::equals));
        }
    }

    /**
     * Changes the status by compare-and-set: if somebody wrote the resource meanwhile, the change is made again on what
     * they left, but only while phase and active Backup are the ones this run saw.
     *
     * @throws LostRaceException when somebody else moved the Database on
     */
    public void update(Consumer<DatabaseStatusBuilder> change) {
        var phase = phase();
        var activeBackup = status().activeBackup();
        while (true) {
            var builder = new DatabaseStatusBuilder(current, clock);
            change.accept(builder);
            var next = builder.build();
            if (next.equals(current.getStatus())) {
                return;
            }
            current.setStatus(next);
            var written = cluster.replaceIfUnchanged(current, true);
            if (written.isPresent()) {
                current = written.get();
                return;
            }
            current = cluster.reread(current);
            requireUnmoved(phase, activeBackup);
        }
    }
}
