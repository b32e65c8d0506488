package com.isotoma.dboperator.driver.cluster.status;

import static java.util.stream.Collectors.joining;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupCopy;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.CopyPhase;
import com.isotoma.dboperator.crds.v1alpha1.Transitions;
import com.isotoma.dboperator.crds.v1alpha1.Verification;
import com.isotoma.dboperator.crds.v1alpha1.VerificationResult;
import com.isotoma.dboperator.crds.v1alpha1.Verifying;
import com.isotoma.dboperator.driver.spi.Omitted;
import com.isotoma.dboperator.reasons.BackupReasons;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A change to a Backup's status, begun from what it is now. */
public final class BackupStatusBuilder {
    private final Clock clock;
    private final @Nullable Long generation;
    private final Outcome outcome;
    private @Nullable BackupPhase phase;
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
    private @Nullable String serverIdentity;
    private @Nullable String databaseName;
    private @Nullable Integer attempts;
    private @Nullable Verification verification;
    private @Nullable Verifying verifying;
    private @Nullable Boolean partial;
    private @Nullable String message;

    public BackupStatusBuilder(Backup backup, Clock clock) {
        var now = backup.getStatus() == null ? BackupStatus.NONE : backup.getStatus();
        this.clock = clock;
        generation = backup.getMetadata().getGeneration();
        outcome = new Outcome(now.conditions(), generation, clock);
        phase = now.phase();
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
        serverIdentity = now.serverIdentity();
        databaseName = now.databaseName();
        attempts = now.attempts();
        verification = now.verification();
        verifying = now.verifying();
        partial = now.partial();
        message = now.message();
    }

    /** One more run takes the Backup up. */
    public BackupStatusBuilder starting(DumpOrigin origin) {
        move(BackupPhase.STARTING);
        attempts = (attempts == null ? 0 : attempts) + 1;
        startedAt = startedAt == null ? Conditions.now(clock) : startedAt;
        from(origin);
        return notYet(BackupReasons.STARTING, "Attempt " + attempts + " is beginning");
    }

    private void from(DumpOrigin origin) {
        driver = origin.driver();
        serverIdentity = origin.serverIdentity();
        databaseName = origin.databaseName();
    }

    /** The dump is about to be written to {@code destination}. */
    public BackupStatusBuilder backingUp(String destination) {
        move(BackupPhase.BACKING_UP);
        this.destination = destination;
        return notYet(BackupReasons.BACKING_UP, "The dump is being written");
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
            if (failed.isEmpty()) {
                outcome.say(BackupStatus.ALL_COPIES, true, BackupReasons.ALL_STORED, "Every copy is stored");
            } else {
                outcome.say(BackupStatus.ALL_COPIES, false, BackupReasons.COPY_FAILED, described(failed));
            }
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
        message = outcome.complete(BackupReasons.BACKUP_SUCCEEDED, "Stored and checked");
        return this;
    }

    /** It was stored at these times by a resource of which this one is a copy; see {@link #completed} for the rest. */
    public BackupStatusBuilder foundStored(
            String destination,
            long sizeBytes,
            String sha256,
            String serverVersion,
            DumpOrigin origin,
            String startedAt,
            String completedAt) {
        completed(destination, sizeBytes, sha256, serverVersion);
        from(origin);
        this.startedAt = startedAt;
        this.completedAt = completedAt;
        message = outcome.complete(
                BackupReasons.ALREADY_STORED, "Stored before, and found by its manifest; not made again");
        return this;
    }

    /** What a restore will leave out; nothing is said where that is nothing. */
    public BackupStatusBuilder leavesOut(List<String> notes) {
        if (!notes.isEmpty()) {
            outcome.say(
                    BackupStatus.FULLY_RESTORABLE,
                    false,
                    BackupReasons.RESTORE_WILL_LEAVE_OUT,
                    LeftOut.byRestores(notes));
        }
        return this;
    }

    /** What was left out because that was asked for, and which patterns matched nothing. */
    public BackupStatusBuilder omitted(Omitted omitted) {
        partial = omitted.nothing() ? null : Boolean.TRUE;
        if (!omitted.unmatched().isEmpty()) {
            outcome.say(
                    BackupStatus.EXCLUSIONS_MATCHED,
                    false,
                    BackupReasons.NO_SUCH_TABLE,
                    LeftOut.unmatched(omitted.unmatched()));
        }
        return this;
    }

    /** What the signature of the manifest is worth; null takes the condition away, where no signature is asked for. */
    public BackupStatusBuilder signature(@Nullable SignatureState signature) {
        if (signature == null) {
            outcome.sayNothing(BackupStatus.SIGNATURE_VERIFIED);
        } else {
            outcome.say(BackupStatus.SIGNATURE_VERIFIED, signature.valid(), signature.reason(), signature.message());
        }
        return this;
    }

    /** No run will try again. */
    public BackupStatusBuilder failed(String reason, String message) {
        move(BackupPhase.FAILED);
        this.message = outcome.failed(reason, message);
        return this;
    }

    /** One more run takes up the verification that {@code request} asks for. */
    public BackupStatusBuilder verifying(String request) {
        int before = verifying == null ? 0 : verifying.attemptsFor(request);
        var since = before == 0 || verifying == null ? Conditions.now(clock) : verifying.startedAt();
        var last = before == 0 || verifying == null ? null : verifying.message();
        verifying = new Verifying(request, before + 1, since, last);
        return verifiedIs(
                "Unknown",
                BackupReasons.VERIFYING,
                "Attempt " + (before + 1) + " is under way" + (last == null ? "" : "; the one before ended: " + last));
    }

    /**
     * An attempt at a verification could not end, and another will follow.
     *
     * @param most how many there are
     */
    public BackupStatusBuilder verifyingAgain(int most, String error) {
        var now = Objects.requireNonNullElse(verifying, new Verifying(null, null, null, null));
        verifying = new Verifying(now.request(), now.attempts(), now.startedAt(), Conditions.shortened(error));
        return verifiedIs(
                "Unknown", BackupReasons.VERIFYING, "Attempt " + now.attempts() + " of " + most + ": " + error);
    }

    /** A verification has ended. */
    public BackupStatusBuilder verified(Verification ended, String reason) {
        verification = ended;
        verifying = null;
        return verifiedIs(status(ended.result()), reason, String.valueOf(ended.message()));
    }

    private static String status(@Nullable VerificationResult result) {
        return switch (result) {
            case PASSED -> "True";
            case FAILED -> "False";
            case UNDECIDED -> "Unknown";
            case null -> "Unknown";
        };
    }

    private BackupStatusBuilder verifiedIs(String status, String reason, String message) {
        outcome.say(BackupStatus.VERIFIED, status, reason, message);
        return this;
    }

    /** It is being deleted, and its objects cannot be removed yet. */
    public BackupStatusBuilder removalHeld(String reason, String message) {
        outcome.say(BackupStatus.STORED_REMOVED, false, reason, message);
        this.message = Conditions.shortened(message);
        return this;
    }

    /** It need not be kept: from now on its object may be gone. */
    public BackupStatusBuilder expired(String reason, String message) {
        outcome.say(BackupStatus.EXPIRED, true, reason, message);
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
        this.message = outcome.notYet(reason, message);
        return this;
    }

    public BackupStatus build() {
        return new BackupStatus(
                phase,
                outcome.conditions(),
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
                serverIdentity,
                databaseName,
                attempts,
                verification,
                verifying,
                partial,
                message);
    }
}
