package com.isotoma.dboperator.driver.drop;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.driver.run.Checkpoint;

/** The checkpoints of a deletion. */
public final class DropCheckpoints {
    public static final Checkpoint LAST_BACKUP_ABANDONED =
            Checkpoint.of("drop.last-backup-abandoned", "The last backup is abandoned");
    public static final Checkpoint LAST_BACKUP_IN_PROGRESS =
            Checkpoint.of("drop.last-backup-in-progress", "The Database is BackupBeforeDeleteInProgress");
    public static final Checkpoint LAST_BACKUP_COMPLETED =
            Checkpoint.of("drop.last-backup-completed", "The Database is BackupBeforeDeleteCompleted");
    public static final Checkpoint DROPPED = Checkpoint.of("drop.dropped", "Database and user are dropped");
    public static final Checkpoint SECRET_DELETED = Checkpoint.of("drop.secret-deleted", "The Secret is deleted");
    public static final Checkpoint SECRETS_RELEASED =
            Checkpoint.of("drop.secrets-released", "The Secrets are released");
    public static final Checkpoint GONE = Checkpoint.of("drop.gone", "The Database is gone");

    private DropCheckpoints() {}

    /** The Database has moved to that phase. */
    public static Checkpoint phase(DatabasePhase next) {
        return Checkpoint.of("drop.phase." + next, "The Database is in phase " + next);
    }
}
