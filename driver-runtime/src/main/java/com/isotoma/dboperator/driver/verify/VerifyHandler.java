package com.isotoma.dboperator.driver.verify;

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

/** {@code verify}: proves that a Backup can be restored. */
public final class VerifyHandler extends DatabaseOperation {
    private static final Variable BACKUP = Variable.required(RunVariables.BACKUP, "name of the Backup");

    @Override
    public String word() {
        return Operation.VERIFY.word();
    }

    @Override
    public String help() {
        return "Restores a Backup beside the database in use, counts what came of it, and drops it again.";
    }

    @Override
    protected List<Variable> ownVariables() {
        return List.of(BACKUP);
    }

    @Override
    protected String details(Map<String, String> environment) {
        return BACKUP.in(environment).map(name -> ", Backup " + name).orElse("");
    }

    @Override
    protected void work(RunContext context, DatabaseHandle database, DriverApi driver)
            throws DriverException, InterruptedException {
        context.get(VerifyOperation.class).run(database, BACKUP.of(context), driver);
    }

    @Override
    protected void report(RunContext context, DatabaseHandle database, DriverException e) {
        context.get(ClusterClient.class)
                .backup(database.namespace(), BACKUP.of(context))
                .ifPresent(b -> context.get(EventRecorder.class)
                        .failing(b, b.status().conditions(), e.reason(), String.valueOf(e.getMessage())));
    }
}
