package com.isotoma.dboperator.driver.drop;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.secret.SecretGuard;
import com.isotoma.dboperator.driver.run.DatabaseOperation;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.run.Variable;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.reasons.ServerReasons;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code drop}: takes a Database through its deletion, and releases what one held that has vanished without its last run. */
public final class DropHandler extends DatabaseOperation {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");
    private static final Variable HELD_BY = Variable.optional(
            RunVariables.DATABASE_UID, "uid of a Database that may be gone, whose Secrets are to be released");
    private static final Variable SECRETS =
            Variable.optional(RunVariables.SECRETS, "names of the Secrets that it held, separated by commas");

    @Override
    public String word() {
        return Operation.DROP.word();
    }

    @Override
    public String help() {
        return "Deletes what a Database has on its server, as its deletionPolicy says, and lets go of it.";
    }

    @Override
    protected List<Variable> ownVariables() {
        return List.of(HELD_BY, SECRETS);
    }

    /** A deletion releases the Secrets, and may find them gone. */
    @Override
    protected void prepare(RunContext context, DatabaseHandle database) {
        HELD_BY.in(context.environment())
                .filter(uid -> !uid.equals(database.uid()))
                .ifPresent(uid -> release(context, uid));
    }

    @Override
    protected void work(RunContext context, DatabaseHandle database, DriverApi driver)
            throws DriverException, InterruptedException {
        context.get(DropOperation.class).run(database, driver);
    }

    @Override
    protected void workWithoutDatabase(RunContext context) {
        HELD_BY.in(context.environment()).ifPresent(uid -> release(context, uid));
    }

    private static void release(RunContext context, String uid) {
        SECRETS.in(context.environment())
                .map(names -> Set.of(names.split(",", -1)))
                .ifPresent(secrets -> {
                    context.get(SecretGuard.class).release(NAMESPACE.of(context), uid, secrets);
                    LOG.info("What the Database with uid {} held is released: {}", uid, secrets);
                });
    }

    @Override
    protected void report(RunContext context, DatabaseHandle database, DriverException e) {
        var ways = ServerReasons.SERVER_NOT_ALLOWED.equals(e.reason())
                ? ""
                : DropOperation.waysOut(database.spec().effectiveDeletionPolicy(), database.phase());
        reportOnDatabase(context, database, e, "The deletion is held up: " + e.getMessage() + ways);
    }
}
