package com.isotoma.dboperator.driver.checkplaces;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.Schedules;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.cluster.secret.SecretValues;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.run.OperationHandler;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.run.Variable;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code check-places}: tries out the places that a BackupSchedule names itself, and writes into its status what came of it. */
public final class CheckPlacesHandler implements OperationHandler {
    private static final Variable NAMESPACE =
            Variable.required(RunVariables.NAMESPACE, "namespace of the BackupSchedule");
    private static final Variable SCHEDULE = Variable.required(RunVariables.SCHEDULE, "name of the BackupSchedule");
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    @Override
    public String word() {
        return "check-places";
    }

    @Override
    public String help() {
        return "Tries out whether backups can go where a BackupSchedule says in spec.template.backupTo; its status says so.";
    }

    @Override
    public List<Variable> variables() {
        return List.of(NAMESPACE, SCHEDULE);
    }

    @Override
    public String subject(Map<String, String> environment) {
        return NAMESPACE.in(environment).orElse("") + "/"
                + SCHEDULE.in(environment).orElse("");
    }

    @Override
    public ExitStatus run(RunContext context) throws InterruptedException {
        var namespace = NAMESPACE.of(context);
        var name = SCHEDULE.of(context);
        var cluster = new ClusterClient(context.client(), context.clock());
        var schedule = new Schedules(cluster, context.clock()).find(namespace, name);
        if (schedule.isEmpty()) {
            LOG.info("BackupSchedule {}/{} does not exist: nothing to do", namespace, name);
            return ExitStatus.DONE;
        }
        // That backups cannot go there is an answer, and not a failure of this run.
        new PlacesTrial(
                        cluster,
                        SystemNamespace.of(context.environment()),
                        new SecretValues(cluster),
                        new EventRecorder(cluster, context.clock()),
                        context.steps())
                .make(schedule.get());
        return ExitStatus.DONE;
    }
}
