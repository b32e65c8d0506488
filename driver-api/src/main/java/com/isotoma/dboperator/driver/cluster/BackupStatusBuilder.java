package com.isotoma.dboperator.driver.cluster;

import static java.util.stream.Collectors.joining;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupCopy;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.CopyPhase;
import com.isotoma.dboperator.crds.v1alpha1.Transitions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change to a Backup's status, begun from what it is now. */
public final class BackupStatusBuilder {
    private static final String COMPLETE = "Complete";
    private static final String FAILED = "Failed";
    private static final String ALL_COPIES = "AllCopies";

    private final Clock clock;
    private final @Nullable Long generation;
    private @Nullable BackupPhase phase;
    private @Nullable List<Condition> conditions;
    private @Nullable String destination;
    private @Nullable List<BackupCopy> copies;
    private @Nullable String progress;
    private @Nullable Integer progressPercent;
    private @Nullable Long bytesPerSecond;
    private @Nullable String startedAt;
    private @Nullable String completedAt;
    private @Nullable Long sizeBytes;
    private @Nullable String sha256;
    private @Nullable String driver;
    private @Nullable String serverVersion;
    private @Nullable Integer attempts;
    private @Nullable String message;

    BackupStatusBuilder(Backup backup, Clock clock) {
        var now = backup.getStatus() == null ? BackupStatus.NONE : backup.getStatus();
        this.clock = clock;
        generation = backup.getMetadata().getGeneration();
        phase = now.phase();
        conditions = now.conditions();
        destination = now.destination();
        copies = now.copies();
        progress = now.progress();
        progressPercent = now.progressPercent();
        bytesPerSecond = now.bytesPerSecond();
        startedAt = now.startedAt();
        completedAt = now.completedAt();
        sizeBytes = now.sizeBytes();
        sha256 = now.sha256();
        driver = now.driver();
        serverVersion = now.serverVersion();
        attempts = now.attempts();
        message = now.message();
    }

    /** One more run takes the Backup up. */
    public BackupStatusBuilder starting(String driver) {
        move(BackupPhase.STARTING);
        attempts = (attempts == null ? 0 : attempts) + 1;
        startedAt = startedAt == null ? Conditions.now(clock) : startedAt;
        this.driver = driver;
        return notYet("Starting", "Attempt " + attempts + " is beginning");
    }

    /** The dump is about to be written to {@code destination}. */
    public BackupStatusBuilder backingUp(String destination) {
        move(BackupPhase.BACKING_UP);
        this.destination = destination;
        return notYet("BackingUp", "The dump is being written");
    }

    /** @param percent null where there is no estimate */
    public BackupStatusBuilder progress(String progress, @Nullable Integer percent, long bytesPerSecond) {
        this.progress = progress;
        progressPercent = percent;
        this.bytesPerSecond = bytesPerSecond;
        return this;
    }

    /** An attempt failed, and another will follow. */
    public BackupStatusBuilder retrying(String reason, String message) {
        return notYet(reason, message);
    }

    /** What came of each copy. Of several, a condition says whether all are there. */
    public BackupStatusBuilder copies(List<BackupCopy> copies) {
        this.copies = copies;
        var failed = copies.stream().filter(c -> c.phase() == CopyPhase.FAILED).toList();
        if (copies.size() > 1) {
            conditions = failed.isEmpty()
                    ? Conditions.with(
                            conditions, ALL_COPIES, "True", "AllStored", "Every copy is stored", generation, clock)
                    : Conditions.with(
                            conditions, ALL_COPIES, "False", "CopyFailed", described(failed), generation, clock);
        }
        return this;
    }

    private static String described(List<BackupCopy> failed) {
        return failed.stream().map(c -> c.destination() + ": " + c.message()).collect(joining("; "));
    }

    /**
     * One copy at least is stored and was checked.
     *
     * @param destination the URL of the first of them, of which the rest is
     */
    public BackupStatusBuilder completed(String destination, long sizeBytes, String sha256, String serverVersion) {
        move(BackupPhase.COMPLETED);
        completedAt = Conditions.now(clock);
        this.destination = destination;
        this.sizeBytes = sizeBytes;
        this.sha256 = sha256;
        this.serverVersion = serverVersion;
        message = "Stored and checked";
        conditions = Conditions.with(conditions, COMPLETE, "True", "BackupSucceeded", message, generation, clock);
        conditions = Conditions.without(conditions, FAILED);
        return this;
    }

    /** No run will try again. */
    public BackupStatusBuilder failed(String reason, String message) {
        move(BackupPhase.FAILED);
        notYet(reason, message);
        conditions = Conditions.with(conditions, FAILED, "True", reason, message, generation, clock);
        return this;
    }

    /** It need not be kept: from now on its object may be gone. */
    public BackupStatusBuilder expired(String message) {
        conditions =
                Conditions.with(conditions, BackupStatus.EXPIRED, "True", "RetentionEnded", message, generation, clock);
        this.message = Conditions.shortened(message);
        return this;
    }

    private void move(BackupPhase next) {
        if (!Transitions.from(phase).contains(next)) {
            throw new IllegalStateException("a Backup does not go from " + phase + " to " + next);
        }
        phase = next;
    }

    private BackupStatusBuilder notYet(String reason, String message) {
        conditions = Conditions.with(conditions, COMPLETE, "False", reason, message, generation, clock);
        this.message = Conditions.shortened(message);
        return this;
    }

    BackupStatus build() {
        return new BackupStatus(
                phase,
                conditions,
                generation,
                destination,
                copies,
                progress,
                progressPercent,
                bytesPerSecond,
                startedAt,
                completedAt,
                sizeBytes,
                sha256,
                driver,
                serverVersion,
                attempts,
                message);
    }
}
