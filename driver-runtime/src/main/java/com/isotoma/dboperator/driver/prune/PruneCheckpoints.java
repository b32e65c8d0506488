package com.isotoma.dboperator.driver.prune;

import com.isotoma.dboperator.driver.run.Checkpoint;

/** The checkpoints of a retention. */
public final class PruneCheckpoints {
    public static final Checkpoint APPLIED = Checkpoint.of("prune.applied", "Retention is applied");
    public static final Checkpoint HELD_UP = Checkpoint.of("prune.held-up", "Retention is held up");
    public static final Checkpoint LEFT_TO_NEXT_RUN =
            Checkpoint.of("prune.left-to-next-run", "Retention is left to the next run");
    public static final Checkpoint LEFT_TO_NEXT_BACKUP =
            Checkpoint.of("prune.left-to-next-backup", "Retention is left to the run of the next backup");
    public static final Checkpoint LISTED = Checkpoint.of("prune.listed", "The store is listed");
    public static final Checkpoint MARKED = Checkpoint.of("prune.marked", "A Backup is marked as expired");
    public static final Checkpoint OBJECT_REMOVED =
            Checkpoint.of("prune.object-removed", "The object of a Backup is removed");
    public static final Checkpoint BACKUP_REMOVED = Checkpoint.of("prune.backup-removed", "A Backup is removed");

    private PruneCheckpoints() {}
}
