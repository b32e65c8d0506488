package com.isotoma.dboperator.driver.cluster.status;

import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.crds.v1alpha1.RestoreStatus;
import com.isotoma.dboperator.crds.v1alpha1.Transitions;
import com.isotoma.dboperator.reasons.RestoreReasons;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A change to a Restore's status, begun from what it is now. */
public final class RestoreStatusBuilder {
    private final Clock clock;
    private final @Nullable Long generation;
    private final Outcome outcome;
    private @Nullable RestorePhase phase;
    private @Nullable String source;
    private @Nullable String backup;
    private @Nullable String databaseName;
    private @Nullable String driver;
    private @Nullable String serverVersion;
    private @Nullable String progress;
    private @Nullable Integer progressPercent;
    private @Nullable Long bytesPerSecond;
    private @Nullable String startedAt;
    private @Nullable String completedAt;
    private @Nullable Integer attempts;
    private @Nullable String safetyBackup;
    private @Nullable String message;

    public RestoreStatusBuilder(Restore restore, Clock clock) {
        var now = Objects.requireNonNullElse(restore.getStatus(), RestoreStatus.NONE);
        this.clock = clock;
        generation = restore.getMetadata().getGeneration();
        outcome = new Outcome(now.conditions(), generation, clock);
        phase = now.phase();
        source = now.source();
        backup = now.backup();
        databaseName = now.databaseName();
        driver = now.driver();
        serverVersion = now.serverVersion();
        progress = now.progress();
        progressPercent = now.progressPercent();
        bytesPerSecond = now.bytesPerSecond();
        startedAt = now.startedAt();
        completedAt = now.completedAt();
        attempts = now.attempts();
        safetyBackup = now.safetyBackup();
        message = now.message();
    }

    /** One more run takes the Restore up. */
    public RestoreStatusBuilder starting(String driver, String databaseName) {
        attempts = (attempts == null ? 0 : attempts) + 1;
        startedAt = startedAt == null ? Conditions.now(clock) : startedAt;
        this.driver = driver;
        this.databaseName = databaseName;
        return goingOn(RestorePhase.STARTING, "Attempt " + attempts + " is beginning");
    }

    /**
     * What is restored, which stays so for all attempts.
     *
     * @param backup name of the Backup, if it is one's
     */
    public RestoreStatusBuilder source(String url, @Nullable String backup) {
        source = url;
        this.backup = backup;
        return this;
    }

    /** What the backup says of the server that was dumped; null when it says nothing. */
    public RestoreStatusBuilder serverVersion(@Nullable String serverVersion) {
        this.serverVersion = serverVersion;
        return this;
    }

    /** What the Database holds is about to be backed up. */
    public RestoreStatusBuilder backingUp(String safetyBackup) {
        this.safetyBackup = safetyBackup;
        return goingOn(RestorePhase.BACKING_UP, "Backup " + safetyBackup + " is being made of the present data");
    }

    /** The dump is about to be read into a database beside the one in use. */
    public RestoreStatusBuilder restoring(String message) {
        return goingOn(RestorePhase.RESTORING, message);
    }

    /** All of it was read and compared. */
    public RestoreStatusBuilder replacing() {
        return goingOn(RestorePhase.REPLACING, "The restored data takes its place");
    }

    /** @param percent null where nobody knows it */
    public RestoreStatusBuilder progress(String progress, @Nullable Integer percent, long bytesPerSecond) {
        this.progress = progress;
        progressPercent = percent;
        this.bytesPerSecond = bytesPerSecond;
        return this;
    }

    /** What of the backup was left out; the list is not empty. */
    public RestoreStatusBuilder leftOut(List<String> notes) {
        outcome.say(RestoreStatus.FULLY_RESTORED, false, RestoreReasons.LEFT_OUT, LeftOut.byThisRestore(notes));
        return this;
    }

    /** An attempt failed, and another will follow. */
    public RestoreStatusBuilder retrying(String reason, String message) {
        this.message = outcome.notYet(reason, message);
        return this;
    }

    /** The data is in its place. */
    public RestoreStatusBuilder completed(String message) {
        move(RestorePhase.COMPLETED);
        completedAt = Conditions.now(clock);
        this.message = outcome.complete(RestoreReasons.RESTORE_SUCCEEDED, message);
        return this;
    }

    /** What the signature of the manifest is worth; null takes the condition away, where no signature is asked for. */
    public RestoreStatusBuilder signature(@Nullable SignatureState signature) {
        if (signature == null) {
            outcome.sayNothing(RestoreStatus.SIGNATURE_VERIFIED);
        } else {
            outcome.say(RestoreStatus.SIGNATURE_VERIFIED, signature.valid(), signature.reason(), signature.message());
        }
        return this;
    }

    /** No run will try again. */
    public RestoreStatusBuilder failed(String reason, String message) {
        move(RestorePhase.FAILED);
        this.message = outcome.failed(reason, message);
        return this;
    }

    private RestoreStatusBuilder goingOn(RestorePhase next, String message) {
        move(next);
        return retrying(next.toString(), message);
    }

    private void move(RestorePhase next) {
        if (!Transitions.from(phase).contains(next)) {
            throw new IllegalStateException("a Restore does not go from " + phase + " to " + next);
        }
        phase = next;
    }

    public RestoreStatus build() {
        return new RestoreStatus(
                phase,
                outcome.conditions(),
                generation,
                source,
                backup,
                databaseName,
                driver,
                serverVersion,
                progress,
                progressPercent,
                bytesPerSecond,
                startedAt,
                completedAt,
                attempts,
                safetyBackup,
                message);
    }
}
