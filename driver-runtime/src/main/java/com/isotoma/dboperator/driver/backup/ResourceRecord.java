package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.crds.v1alpha1.BackupCopy;
import com.isotoma.dboperator.crds.v1alpha1.BackupOptions;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.CopyPhase;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.status.DumpOrigin;
import com.isotoma.dboperator.driver.cluster.status.LeftOut;
import com.isotoma.dboperator.driver.source.Signatures;
import com.isotoma.dboperator.driver.spi.Omitted;
import com.isotoma.dboperator.driver.storage.Sizes;
import com.isotoma.dboperator.driver.transfer.Completion;
import com.isotoma.dboperator.driver.transfer.CopyOutcome;
import com.isotoma.dboperator.driver.transfer.Reached;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backup written down in its Backup resource.
 *
 * @param whole whether it has to have everything
 */
record ResourceRecord(BackupHandle backup, boolean whole) implements BackupRecord {
    /** One that leaves out what its options say. */
    static ResourceRecord asked(BackupHandle backup) {
        return new ResourceRecord(backup, false);
    }

    @Override
    public BackupOptions options(BackupOptions ofDatabase) {
        return backup.spec().effectiveOptions(ofDatabase);
    }

    @Override
    public String name() {
        return backup.name();
    }

    @Override
    public String uid() {
        return backup.uid();
    }

    @Override
    public Instant createdAt() {
        return backup.createdAt();
    }

    @Override
    public boolean triedBefore() {
        return backup.attempts() > 1;
    }

    @Override
    public void starting(DumpOrigin origin) {
        backup.hold();
        backup.update(s -> s.starting(origin));
    }

    @Override
    public void backingUp(String destination) {
        backup.update(s -> s.backingUp(destination));
    }

    @Override
    public void progress(Reached reached) {
        backup.update(s -> s.progress(reached.text(), reached.percent(), reached.bytesPerSecond()));
    }

    @Override
    public void completed(Completion completion) {
        var result = completion.result();
        var reached = completion.reached();
        backup.update(s -> s.progress(reached.text(), reached.percent(), reached.bytesPerSecond())
                .copies(completion.copies().stream().map(ResourceRecord::copy).toList())
                .leavesOut(completion.notes())
                .omitted(completion.omitted())
                .completed(completion.url(), result.object().size(), result.sha256(), completion.serverVersion()));
    }

    /** Until a run has begun to store it, what is stored under its name is from before. */
    @Override
    public boolean mayBeStored() {
        return backup.status().destination() == null;
    }

    @Override
    public @Nullable String storedAs() {
        return backup.storedAs();
    }

    @Override
    public void foundStored(EarlierBackup earlier) {
        var first = earlier.first();
        var manifest = first.stored().orElseThrow();
        var dump = manifest.dump();
        var stored = manifest.stored();
        var reached = Sizes.text(dump.sizeBytes()) + " dumped, " + Sizes.text(stored.sizeBytes()) + " stored";
        backup.update(s -> s.backingUp(first.url())
                .progress(reached, 100, 0)
                .signature(Signatures.state(first.signature()))
                .copies(earlier.copies().stream().map(ResourceRecord::copy).toList())
                .leavesOut(LeftOut.asked(dump.omitted().tables(), dump.omitted().data()))
                .omitted(new Omitted(dump.omitted().tables(), dump.omitted().data(), List.of()))
                .foundStored(
                        first.url(),
                        stored.sizeBytes(),
                        stored.sha256(),
                        dump.serverVersion(),
                        new DumpOrigin(
                                dump.driver(),
                                dump.serverIdentity().isEmpty() ? null : dump.serverIdentity(),
                                dump.databaseName()),
                        dump.startedAt(),
                        dump.completedAt()));
    }

    private static BackupCopy copy(EarlierBackup.Copy copy) {
        return copy.stored()
                .map(m -> new BackupCopy(
                        copy.url(),
                        CopyPhase.COMPLETED,
                        m.stored().sizeBytes(),
                        m.stored().sha256(),
                        null))
                .orElseGet(() -> new BackupCopy(
                        copy.url(), CopyPhase.FAILED, null, null, "the place has no copy of this Backup"));
    }

    private static BackupCopy copy(CopyOutcome outcome) {
        var result = outcome.result();
        var failure = outcome.failure();
        return result == null
                ? new BackupCopy(
                        outcome.url(), CopyPhase.FAILED, null, null, failure == null ? null : failure.getMessage())
                : new BackupCopy(
                        outcome.url(), CopyPhase.COMPLETED, result.object().size(), result.sha256(), null);
    }

    @Override
    public List<BackupTarget> places() {
        return backup.places();
    }

    @Override
    public boolean cancelled() {
        if (!backup.refresh() || backup.deletionRequested()) {
            return true;
        }
        // Other tools that write the resource take it off.
        backup.hold();
        return false;
    }

    @Override
    public void confirm() {
        // One that is gone is nobody's: what it left may be removed.
        boolean unused = backup.refresh();
    }
}
