package com.isotoma.dboperator.driver.verify;

import com.isotoma.dboperator.driver.run.Checkpoint;

/** The checkpoints of a verification. */
public final class VerifyCheckpoints {
    public static final Checkpoint PASSED = Checkpoint.of("verify.passed", "The Backup is verified");
    public static final Checkpoint FAULTY = Checkpoint.of("verify.faulty", "The Backup is not what it should be");
    public static final Checkpoint UNDECIDED = Checkpoint.of("verify.undecided", "The Backup could not be verified");
    public static final Checkpoint ATTEMPT_BEGUN =
            Checkpoint.of("verify.attempt-begun", "An attempt at the verification begins");
    public static final Checkpoint COMPARED = Checkpoint.of("verify.compared", "What was restored is what was dumped");
    public static final Checkpoint COPY_COMPARED = Checkpoint.of("verify.copy-compared", "A copy is what was stored");

    private VerifyCheckpoints() {}
}
