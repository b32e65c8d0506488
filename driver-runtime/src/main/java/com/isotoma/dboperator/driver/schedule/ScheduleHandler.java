package com.isotoma.dboperator.driver.schedule;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.driver.bucket.StoredBackups;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.ScheduleHandle;
import com.isotoma.dboperator.driver.cluster.Schedules;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.cluster.secret.SecretValues;
import com.isotoma.dboperator.driver.prune.Pruner;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.run.OperationHandler;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.run.Variable;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.reasons.ScheduleReasons;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code schedule}: asks for the Backup that a BackupSchedule is due, and applies its retention. It holds no Lease, since a
 * backup that takes hours must not keep it waiting: what it changes is what a person may change at any time.
 */
public final class ScheduleHandler implements OperationHandler {
    private static final Variable NAMESPACE =
            Variable.required(RunVariables.NAMESPACE, "namespace of the BackupSchedule");
    private static final Variable SCHEDULE = Variable.required(RunVariables.SCHEDULE, "name of the BackupSchedule");
    private static final Variable JOB = Variable.required(RunVariables.JOB, """
            name of the Job that this runs in: what the CronJob controller wrote on it says
            which Backup is due, and each is asked for once""");
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    @Override
    public String word() {
        return "schedule";
    }

    @Override
    public String help() {
        return "Asks for the Backup that a BackupSchedule is due, and removes backups that need not be kept.";
    }

    @Override
    public List<Variable> variables() {
        return List.of(NAMESPACE, SCHEDULE, JOB);
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
        var job = JOB.of(context);
        var cluster = new ClusterClient(context.client(), context.clock());
        var schedules = new Schedules(cluster, context.clock());
        var schedule = schedules.find(namespace, name);
        if (schedule.isEmpty()) {
            LOG.info("BackupSchedule {}/{} does not exist: nothing to do", namespace, name);
            return ExitStatus.DONE;
        }
        var found = schedules.job(namespace, job);
        if (found.isEmpty()) {
            LOG.error("Job {}/{} does not exist, so what is due is not known: correct {}", namespace, job, JOB.name());
            return ExitStatus.USER_MISTAKE;
        }
        run(context, cluster, schedules, schedule.get(), Due.of(name, found.get()));
        return ExitStatus.DONE;
    }

    private static void run(
            RunContext context, ClusterClient cluster, Schedules schedules, ScheduleHandle schedule, Due due)
            throws InterruptedException {
        var events = new EventRecorder(cluster, context.clock());
        var database = cluster.database(schedule.namespace(), schedule.spec().database());
        if (database.isEmpty() || database.get().deletionRequested()) {
            events.warning(
                    schedule,
                    ScheduleReasons.DATABASE_NOT_FOUND,
                    "No backup: Database " + schedule.spec().database() + " does not exist or is being deleted");
            return;
        }
        new DueBackup(cluster, schedules, events, context.steps()).askFor(schedule, due);
        var spec = database.get().spec();
        if (spec.server() != null && spec.backupTo() == null) {
            LOG.info(
                    "Retention is left to the run of the next backup: where backups go, DatabaseServer {} says, which this"
                            + " run cannot read",
                    spec.server());
            return;
        }
        var system = SystemNamespace.of(context.environment());
        var stores = new StoredBackups.Opener(cluster, system, new SecretValues(cluster), Permit.ALWAYS);
        new Pruner(schedules, stores, events, context.steps(), context.clock()).prune(schedule, database.get());
    }
}
