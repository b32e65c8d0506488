package com.isotoma.dboperator.driver.create;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.run.DatabaseOperation;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.run.Variable;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.List;

/** {@code create}: brings a Database to Created, or a Created one to its new spec. */
public final class CreateHandler extends DatabaseOperation {
    private static final Variable COMPARE = Variable.optional(
            RunVariables.COMPARE, "set where it is to look first, and to change nothing where nothing differs");

    @Override
    public String word() {
        return Operation.CREATE.word();
    }

    @Override
    public String help() {
        return "Makes database, user and Secret of a Database, or brings them to a changed spec.";
    }

    @Override
    protected List<Variable> ownVariables() {
        return List.of(COMPARE);
    }

    @Override
    protected void work(RunContext context, DatabaseHandle database, DriverApi driver)
            throws DriverException, InterruptedException {
        if (isAssigned(context) && database.settled()) {
            // It was given to this run while another one was at it, or before the pod's last restart.
            context.steps().note("Nothing to create: it was done meanwhile");
            return;
        }
        var operation = context.get(CreateOperation.class);
        if (COMPARE.in(context.environment()).isPresent()) {
            operation.compare(database, driver);
        } else {
            operation.run(database, driver);
        }
    }

    @Override
    protected void report(RunContext context, DatabaseHandle database, DriverException e) {
        if (COMPARE.in(context.environment()).isPresent() && e.kind() != DriverException.Kind.USER) {
            // A server that does not answer for a moment says nothing of the Database; the log has it, and another run
            // follows.
            return;
        }
        reportOnDatabase(context, database, e, String.valueOf(e.getMessage()));
    }
}
