package com.isotoma.dboperator.driver.create;

import com.isotoma.dboperator.driver.run.Checkpoint;

/** The checkpoints of a create. */
public final class CreateCheckpoints {
    public static final Checkpoint CREATING = Checkpoint.of("create.creating", "The Database is Creating");
    public static final Checkpoint FINALIZERS_IN_PLACE =
            Checkpoint.of("create.finalizers-in-place", "Finalizers are in place");
    public static final Checkpoint SERVER_ANSWERS = Checkpoint.of("create.server-answers", "The server answers");
    public static final Checkpoint PASSWORD_DECIDED =
            Checkpoint.of("create.password-decided", "The password is decided");
    public static final Checkpoint NAMES_RECORDED = Checkpoint.of("create.names-recorded", "The names are recorded");
    public static final Checkpoint ON_SERVER = Checkpoint.of("create.on-server", "Database and user exist");
    public static final Checkpoint INIT_SQL_BEGUN = Checkpoint.of("create.init-sql-begun", "spec.initSql begins");
    public static final Checkpoint INIT_SQL_RUN = Checkpoint.of("create.init-sql-run", "spec.initSql has been run");
    public static final Checkpoint SECRET_WRITTEN = Checkpoint.of("create.secret-written", "The Secret is written");
    public static final Checkpoint CREATED = Checkpoint.of("create.created", "The Database is Created");

    private CreateCheckpoints() {}
}
