package com.isotoma.dboperator.driver.restore;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.run.DatabaseOperation;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.run.Variable;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.List;
import java.util.Map;

/** {@code restore}: carries one Restore through. */
public final class RestoreHandler extends DatabaseOperation {
    private static final Variable RESTORE = Variable.required(RunVariables.RESTORE, "name of the Restore");

    @Override
    public String word() {
        return Operation.RESTORE.word();
    }

    @Override
    public String help() {
        return "Restores a stored backup into a Database, as a Restore says.";
    }

    @Override
    protected List<Variable> ownVariables() {
        return List.of(RESTORE);
    }

    @Override
    protected String details(Map<String, String> environment) {
        return RESTORE.in(environment).map(name -> ", Restore " + name).orElse("");
    }

    @Override
    protected void work(RunContext context, DatabaseHandle database, DriverApi driver)
            throws DriverException, InterruptedException {
        context.get(RestoreOperation.class).run(database, RESTORE.of(context), driver);
    }

    @Override
    protected void workWithoutDatabase(RunContext context) {
        context.get(ClusterClient.class)
                .restore(NAMESPACE.of(context), RESTORE.of(context))
                .ifPresent(context.get(RestoreOperation.class)::runWithoutDatabase);
    }

    @Override
    protected void report(RunContext context, DatabaseHandle database, DriverException e) {
        context.get(ClusterClient.class)
                .restore(database.namespace(), RESTORE.of(context))
                .ifPresent(r -> context.get(EventRecorder.class)
                        .failing(r, r.status().conditions(), e.reason(), String.valueOf(e.getMessage())));
    }
}
