package com.isotoma.dboperator.driver.user;

import com.isotoma.dboperator.driver.run.Checkpoint;

/** The checkpoints of a DatabaseUser's run. */
public final class UserCheckpoints {
    public static final Checkpoint HELD = Checkpoint.of("user.held", "The finalizer is in place");
    public static final Checkpoint CREATING = Checkpoint.of("user.creating", "The account is being made");
    public static final Checkpoint PASSWORD_DECIDED =
            Checkpoint.of("user.password-decided", "The Secret has the password");
    public static final Checkpoint NAME_RECORDED =
            Checkpoint.of("user.name-recorded", "The name of the account is recorded");
    public static final Checkpoint ON_SERVER = Checkpoint.of("user.on-server", "The account is on the server");
    public static final Checkpoint SECRET_WRITTEN = Checkpoint.of("user.secret-written", "The Secret is written");
    public static final Checkpoint CREATED = Checkpoint.of("user.created", "The user is ready");
    public static final Checkpoint ROTATION_BEGUN = Checkpoint.of("user.rotation-begun", "A rotation begins");
    public static final Checkpoint BOTH_TAKEN = Checkpoint.of("user.both-taken", "The server takes both passwords");
    public static final Checkpoint ROTATED = Checkpoint.of("user.rotated", "The Secret has the new password");
    public static final Checkpoint DELETING = Checkpoint.of("user.deleting", "The account is being removed");
    public static final Checkpoint DROPPED = Checkpoint.of("user.dropped", "The account is gone from the server");
    public static final Checkpoint SECRET_DELETED = Checkpoint.of("user.secret-deleted", "The Secret is deleted");
    public static final Checkpoint UNLISTED = Checkpoint.of("user.unlisted", "The Database lists the user no more");
    public static final Checkpoint GONE = Checkpoint.of("user.gone", "The DatabaseUser is let go of");

    private UserCheckpoints() {}
}
