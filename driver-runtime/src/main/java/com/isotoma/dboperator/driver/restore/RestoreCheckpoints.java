package com.isotoma.dboperator.driver.restore;

import com.isotoma.dboperator.driver.run.Checkpoint;

/** The checkpoints of a restore. */
public final class RestoreCheckpoints {
    public static final Checkpoint WRITTEN_DOWN =
            Checkpoint.of("restore.written-down", "What is restored is written down");
    public static final Checkpoint STARTING = Checkpoint.of("restore.starting", "The Restore is Starting");
    public static final Checkpoint IS_NEW = Checkpoint.of("restore.is-new", "It was not carried out before");
    public static final Checkpoint DATABASE_LOOKED_FOR =
            Checkpoint.of("restore.database-looked-for", "Whether the database is there is known");
    public static final Checkpoint SOURCE_DECIDED =
            Checkpoint.of("restore.source-decided", "What is restored is decided");
    public static final Checkpoint DUMP_KNOWN = Checkpoint.of("restore.dump-known", "What was stored is known");
    public static final Checkpoint DUMP_READABLE = Checkpoint.of("restore.dump-readable", "The dump can be read");
    public static final Checkpoint EXCHANGE_POSSIBLE =
            Checkpoint.of("restore.exchange-possible", "Nothing stands in the way of the exchange");
    public static final Checkpoint RESTORING = Checkpoint.of("restore.restoring", "The Restore is Restoring");
    public static final Checkpoint DUMP_RESTORED =
            Checkpoint.of("restore.dump-restored", "The dump is restored beside the one in use");
    public static final Checkpoint LEFT_OUT = Checkpoint.of("restore.left-out", "The restore has left something out");
    public static final Checkpoint COMPARED = Checkpoint.of("restore.compared", "What was restored is what was dumped");
    public static final Checkpoint REPLACING = Checkpoint.of("restore.replacing", "The Restore is Replacing");
    public static final Checkpoint BACKING_UP = Checkpoint.of("restore.backing-up", "The Restore is BackingUp");
    public static final Checkpoint BACKED_UP = Checkpoint.of("restore.backed-up", "The present data is backed up");
    public static final Checkpoint FAILED = Checkpoint.of("restore.failed", "The Restore is Failed");
    public static final Checkpoint COMPLETED = Checkpoint.of("restore.completed", "The Restore is Completed");
    public static final Checkpoint REPLACEMENT_ANNOUNCED =
            Checkpoint.of("restore.replacement-announced", "The Database says that its data is being replaced");
    public static final Checkpoint IN_PLACE = Checkpoint.of("restore.in-place", "The restored data is in its place");
    public static final Checkpoint LET_GO = Checkpoint.of("restore.let-go", "The Restore is let go of");
    public static final Checkpoint RELEASED =
            Checkpoint.of("restore.released", "The Database has no active Restore any more");
    public static final Checkpoint ACTIVE =
            Checkpoint.of("restore.active", "The Restore is the active one of its Database");

    private RestoreCheckpoints() {}
}
