package com.isotoma.dboperator.driver.transfer;

import com.isotoma.dboperator.driver.run.Checkpoint;

/** The checkpoints of an upload. */
public final class TransferCheckpoints {
    public static final Checkpoint BACKING_UP = Checkpoint.of("transfer.backing-up", "Backing up");
    public static final Checkpoint CLEARED = Checkpoint.of("transfer.cleared", "What an earlier run left is cleared");
    public static final Checkpoint UPLOAD_BEGUN = Checkpoint.of("transfer.upload-begun", "The upload is begun");
    public static final Checkpoint DUMP_COMPLETE = Checkpoint.of("transfer.dump-complete", "The dump is complete");
    public static final Checkpoint OBJECT_STORED = Checkpoint.of("transfer.object-stored", "The object is stored");
    public static final Checkpoint MANIFEST_STORED =
            Checkpoint.of("transfer.manifest-stored", "The manifest is stored");
    public static final Checkpoint COMPLETED =
            Checkpoint.of("transfer.completed", "The object is checked, the Backup is Completed");

    private TransferCheckpoints() {}
}
