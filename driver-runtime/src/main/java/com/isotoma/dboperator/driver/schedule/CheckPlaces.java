package com.isotoma.dboperator.driver.schedule;

import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.Schedules;
import com.isotoma.dboperator.driver.cluster.SecretValues;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.container.ExitStatus;
import com.isotoma.dboperator.driver.container.ExtraOperation;
import com.isotoma.dboperator.driver.container.RunContext;
import com.isotoma.dboperator.driver.operation.PlacesTrial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code check-places}: tries out the places that a BackupSchedule names itself, and writes into its status what came of it. */
public final class CheckPlaces implements ExtraOperation {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    @Override
    public String word() {
        return "check-places";
    }

    @Override
    public String help() {
        return """
                Tries out whether backups can go where a BackupSchedule says in spec.template.backupTo; its status says so.
                DB_OPERATOR_NAMESPACE   namespace of the BackupSchedule
                DB_OPERATOR_SCHEDULE    name of the BackupSchedule
                """;
    }

    @Override
    public ExitStatus run(RunContext context) throws InterruptedException {
        var namespace = context.environment().getOrDefault(ScheduleOperation.NAMESPACE, "");
        var name = context.environment().getOrDefault(ScheduleOperation.SCHEDULE, "");
        if (namespace.isBlank() || name.isBlank()) {
            LOG.error(
                    "{} and {} have to be set (--help says more)",
                    ScheduleOperation.NAMESPACE,
                    ScheduleOperation.SCHEDULE);
            return ExitStatus.USAGE;
        }
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
