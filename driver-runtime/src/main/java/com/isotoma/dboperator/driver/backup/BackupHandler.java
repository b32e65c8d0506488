package com.isotoma.dboperator.driver.backup;

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

/** {@code backup}: carries one Backup through, or makes one for a Database that was set to BackupRequested by hand. */
public final class BackupHandler extends DatabaseOperation {
    private static final Variable BACKUP = Variable.optional(
            RunVariables.BACKUP, "name of the Backup; without it the one that the Database waits for");

    @Override
    public String word() {
        return Operation.BACKUP.word();
    }

    @Override
    public String help() {
        return "Makes one Backup of a Database: dumps, stores and checks it.";
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
        var name = BACKUP.in(context.environment()).orElse(null);
        context.get(BackupOperation.class).run(database, name, driver);
    }

    @Override
    protected void workWithoutDatabase(RunContext context) throws DriverException, InterruptedException {
        var backup = BACKUP.in(context.environment())
                .flatMap(name -> context.get(ClusterClient.class).backup(NAMESPACE.of(context), name));
        if (backup.isPresent()) {
            context.get(BackupOperation.class).runWithoutDatabase(backup.get());
        }
    }

    @Override
    protected void report(RunContext context, DatabaseHandle database, DriverException e) {
        var name = BACKUP.in(context.environment()).orElse(database.status().activeBackup());
        if (name != null) {
            context.get(ClusterClient.class)
                    .backup(database.namespace(), name)
                    .ifPresent(b -> context.get(EventRecorder.class)
                            .failing(b, b.status().conditions(), e.reason(), String.valueOf(e.getMessage())));
        }
    }
}
