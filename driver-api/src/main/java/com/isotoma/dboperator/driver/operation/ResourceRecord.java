package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.crds.v1alpha1.BackupCopy;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.CopyPhase;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import java.time.Instant;
import java.util.List;

/** A backup written down in its Backup resource. */
record ResourceRecord(BackupHandle backup) implements BackupRecord {
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
    public void starting(String driver) {
        backup.hold();
        backup.update(s -> s.starting(driver));
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
                .completed(completion.url(), result.object().size(), result.sha256(), completion.serverVersion()));
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
        return !backup.refresh() || backup.deletionRequested();
    }

    @Override
    public void confirm() {
        // One that is gone is nobody's: what it left may be removed.
        boolean unused = backup.refresh();
    }
}
