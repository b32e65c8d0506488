package com.isotoma.dboperator.driver.rotate;

import com.isotoma.dboperator.driver.run.Checkpoint;

/** The checkpoints of a rotation. */
public final class RotateCheckpoints {
    public static final Checkpoint ENDED_ON_SERVER =
            Checkpoint.of("rotate.ended-on-server", "The server takes the password of now alone");
    public static final Checkpoint ENDED = Checkpoint.of("rotate.ended", "The password of before has ended");
    public static final Checkpoint BEGUN = Checkpoint.of("rotate.begun", "A rotation begins");
    public static final Checkpoint ON_SERVER = Checkpoint.of("rotate.on-server", "The server takes both passwords");
    public static final Checkpoint SECRET_WRITTEN =
            Checkpoint.of("rotate.secret-written", "The Secret has the new password");
    public static final Checkpoint ROTATED = Checkpoint.of("rotate.rotated", "The rotation is recorded");
    public static final Checkpoint FORMER_SECRETS_REMOVED =
            Checkpoint.of("rotate.former-secrets-removed", "The Secrets of names of before are removed");

    private RotateCheckpoints() {}
}
