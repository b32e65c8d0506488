package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One Backup as this run last saw it, and the only way to change it. */
public final class BackupHandle {
    private final ClusterClient cluster;
    private final Clock clock;
    private Backup current;

    BackupHandle(ClusterClient cluster, Backup current, Clock clock) {
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

    public Instant createdAt() {
        return Instant.parse(current.getMetadata().getCreationTimestamp());
    }

    /** When it was due, if a schedule has made it, else when it was made. */
    public Instant dueAt() {
        var annotations = current.getMetadata().getAnnotations();
        var due = annotations == null ? null : annotations.get(ApiGroup.SCHEDULED_AT_ANNOTATION);
        try {
            return due == null ? createdAt() : Instant.parse(due);
        } catch (DateTimeParseException e) {
            return createdAt(); // written by hand
        }
    }

    public Map<String, String> labels() {
        return Objects.requireNonNullElse(current.getMetadata().getLabels(), Map.of());
    }

    /** Whether anybody keeps the resource from going away. */
    public boolean heldByAnybody() {
        return !current.getMetadata().getFinalizers().isEmpty();
    }

    /** Whether its retention has run out, so that its object may be gone. */
    public boolean expired() {
        return Conditions.find(status().conditions(), BackupStatus.EXPIRED)
                .filter(c -> "True".equals(c.getStatus()))
                .isPresent();
    }

    public BackupStatus status() {
        return current.getStatus() == null ? BackupStatus.NONE : current.getStatus();
    }

    public @Nullable BackupPhase phase() {
        return status().phase();
    }

    public boolean ended() {
        var phase = phase();
        return phase != null && phase.terminal();
    }

    public int attempts() {
        var attempts = status().attempts();
        return attempts == null ? 0 : attempts;
    }

    public boolean deletionRequested() {
        return current.getMetadata().getDeletionTimestamp() != null;
    }

    public boolean held() {
        return current.getMetadata().getFinalizers().contains(ApiGroup.BACKUP_FINALIZER);
    }

    /** Where copies of it go; empty when that is for its Database to say. */
    public List<BackupTarget> places() {
        var places = current.getSpec().backupTo();
        return places == null ? List.of() : places;
    }

    Backup resource() {
        return current;
    }

    /**
     * Reads the resource anew.
     *
     * @return whether it is still there
     * @throws LostRaceException when another run moved the Backup on
     */
    public boolean refresh() {
        var phase = phase();
        int attempts = attempts();
        var now = cluster.find(current);
        if (now.isPresent()) {
            current = now.get();
            requireUnmoved(phase, attempts);
        }
        return now.isPresent();
    }

    private void requireUnmoved(@Nullable BackupPhase phase, int attempts) {
        if (phase() != phase || attempts() != attempts) {
            throw new LostRaceException("Backup " + name() + " went from " + phase + " (attempt " + attempts + ") to "
                    + phase() + " (attempt " + attempts() + ") by another hand");
        }
    }

    /** The reason that the condition Failed gives; null when there is none. */
    public @Nullable String failure() {
        return Conditions.find(status().conditions(), "Failed")
                .map(Condition::getReason)
                .orElse(null);
    }

    /** Puts on the finalizer, unless the resource is being deleted already. */
    public void hold() {
        if (!held() && !deletionRequested()) {
            current = cluster.editMetadata(current, b -> {
                // Another run may have put it on meanwhile; a second one would never be taken off.
                var metadata = b.getMetadata();
                if (metadata.getDeletionTimestamp() == null
                        && !metadata.getFinalizers().contains(ApiGroup.BACKUP_FINALIZER)) {
                    metadata.getFinalizers().add(ApiGroup.BACKUP_FINALIZER);
                }
            });
        }
    }

    /** Takes the finalizer off, after which the resource may be gone. */
    public void letGo() {
        if (held()) {
            current = cluster.editMetadata(
                    current, b -> b.getMetadata().getFinalizers().removeIf(ApiGroup.BACKUP_FINALIZER::equals));
        }
    }

    /**
     * Changes the status by compare-and-set on the phase and the count of attempts.
     *
     * @throws LostRaceException when another run moved the Backup on
     */
    public void update(Consumer<BackupStatusBuilder> change) {
        var phase = phase();
        var attempts = attempts();
        while (true) {
            var builder = new BackupStatusBuilder(current, clock);
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
            requireUnmoved(phase, attempts);
        }
    }
}
