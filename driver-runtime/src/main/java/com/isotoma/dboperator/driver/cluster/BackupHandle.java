package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupCopy;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.CopyPhase;
import com.isotoma.dboperator.crds.v1alpha1.Verification;
import com.isotoma.dboperator.driver.cluster.status.BackupStatusBuilder;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import com.isotoma.dboperator.reasons.BackupReasons;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One Backup as this run last saw it, and the only way to change it. */
public final class BackupHandle extends ResourceHandle<Backup, BackupStatus> {
    private final Clock clock;

    BackupHandle(ClusterClient cluster, Backup current, Clock clock) {
        super(cluster, current);
        this.clock = clock;
    }

    public BackupSpec spec() {
        return resource().getSpec();
    }

    /** When it was due, if a schedule has made it, else when it was made. */
    public Instant dueAt() {
        var due = annotation(ApiGroup.SCHEDULED_AT_ANNOTATION);
        try {
            return due == null ? madeAt() : Instant.parse(due);
        } catch (DateTimeParseException e) {
            return madeAt(); // written by hand
        }
    }

    /** A resource that has come back is younger than its object. */
    private Instant madeAt() {
        var started = status().startedAt();
        return started == null || Instant.parse(started).isAfter(createdAt()) ? createdAt() : Instant.parse(started);
    }

    public Map<String, String> labels() {
        return Objects.requireNonNullElse(resource().getMetadata().getLabels(), Map.of());
    }

    /** Whether anybody but its deletion policy keeps the resource from going away. */
    public boolean heldByAnybody() {
        return resource().getMetadata().getFinalizers().stream().anyMatch(f -> !f.equals(ApiGroup.STORED_FINALIZER));
    }

    /** Whether its stored objects are to be removed before the resource goes. */
    public boolean keepsStored() {
        return hasFinalizer(ApiGroup.STORED_FINALIZER);
    }

    /** Puts that on, where its deletion policy wants it. */
    public void keepStored() {
        if (phase() == BackupPhase.COMPLETED && spec().removesStored()) {
            addFinalizer(ApiGroup.STORED_FINALIZER);
        }
    }

    /** Takes it off, after which the resource may be gone. */
    public void letStoredGo() {
        removeFinalizer(ApiGroup.STORED_FINALIZER);
    }

    /** Whether its retention has run out, so that its object may be gone. */
    public boolean expired() {
        return Conditions.find(status().conditions(), BackupStatus.EXPIRED)
                .filter(c -> "True".equals(c.getStatus()))
                .isPresent();
    }

    public BackupStatus status() {
        return Objects.requireNonNullElse(resource().getStatus(), BackupStatus.NONE);
    }

    public @Nullable BackupPhase phase() {
        return status().phase();
    }

    public boolean ended() {
        var phase = phase();
        return phase != null && phase.terminal();
    }

    public int attempts() {
        return Objects.requireNonNullElse(status().attempts(), 0);
    }

    /** Where copies of it go; empty when that is for its Database to say. */
    public List<BackupTarget> places() {
        return Objects.requireNonNullElse(spec().backupTo(), List.of());
    }

    /** URLs of all copies that were stored, the one that the status names first. */
    public List<String> storedUrls() {
        var urls = new LinkedHashSet<String>();
        if (status().destination() != null) {
            urls.add(status().destination());
        }
        for (var copy : Objects.requireNonNullElse(status().copies(), List.<BackupCopy>of())) {
            if (copy.phase() == CopyPhase.COMPLETED && copy.destination() != null) {
                urls.add(copy.destination());
            }
        }
        return List.copyOf(urls);
    }

    /** Another run that takes the Backup up counts itself. */
    @Override
    protected Object position() {
        return phase() + " (attempt " + attempts() + ")";
    }

    /**
     * Whether what the status says of the object is what this cluster has seen, or a trusted key has signed: not what was
     * read from the bucket alone, when the Backup came back without its status.
     */
    public boolean vouches() {
        var conditions = status().conditions();
        boolean fromTheBucket = Conditions.find(conditions, BackupStatus.COMPLETE)
                .filter(c -> BackupReasons.ALREADY_STORED.equals(c.getReason()))
                .isPresent();
        return !fromTheBucket
                || Conditions.find(conditions, BackupStatus.SIGNATURE_VERIFIED)
                        .filter(c -> "True".equals(c.getStatus()))
                        .isPresent();
    }

    /** The request for a verification that has not been served, if there is one. */
    public Optional<String> verificationDue() {
        return Verification.due(resource());
    }

    /** How many runs have tried to serve that request for a verification. */
    public int verificationAttempts(String request) {
        var verifying = status().verifying();
        return verifying == null ? 0 : verifying.attemptsFor(request);
    }

    /** The reason that the condition Failed gives; null when there is none. */
    public @Nullable String failure() {
        return Conditions.find(status().conditions(), "Failed")
                .map(Condition::getReason)
                .orElse(null);
    }

    /** URL of the object that the resource itself names in its annotation; null when it names none. */
    public @Nullable String storedAs() {
        // With its name before it: a copy of another name is another Backup.
        var text = annotation(ApiGroup.STORED_ANNOTATION);
        var own = name() + " ";
        return text != null && text.startsWith(own) ? text.substring(own.length()) : null;
    }

    public boolean held() {
        return hasFinalizer(ApiGroup.BACKUP_FINALIZER);
    }

    /** Puts on the finalizer, unless the resource is being deleted already. */
    public void hold() {
        addFinalizer(ApiGroup.BACKUP_FINALIZER);
    }

    /**
     * Takes the finalizer off, after which the resource may be gone. One that is Completed names its object in an annotation
     * from then on, which stays where the status is lost.
     */
    public void letGo() {
        // First: between the two it could be deleted, and its objects would stay.
        keepStored();
        var url = status().destination();
        if (phase() == BackupPhase.COMPLETED && url != null && !url.equals(storedAs()) && !deletionRequested()) {
            edit(b -> {
                b.getMetadata().getFinalizers().removeIf(ApiGroup.BACKUP_FINALIZER::equals);
                annotate(b, ApiGroup.STORED_ANNOTATION, name() + " " + url);
            });
        } else {
            removeFinalizer(ApiGroup.BACKUP_FINALIZER);
        }
    }

    /**
     * Changes the status by compare-and-set on the phase and the count of attempts.
     *
     * @throws LostRaceException when another run moved the Backup on
     */
    public void update(Consumer<BackupStatusBuilder> change) {
        change(backup -> {
            var builder = new BackupStatusBuilder(backup, clock);
            change.accept(builder);
            return builder.build();
        });
    }
}
