package com.isotoma.dboperator.driver.schedule;

import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.ScheduleHandle;
import com.isotoma.dboperator.driver.cluster.Schedules;
import com.isotoma.dboperator.driver.cluster.SecretValues;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.container.ExitStatus;
import com.isotoma.dboperator.driver.container.ExtraOperation;
import com.isotoma.dboperator.driver.container.RunContext;
import com.isotoma.dboperator.driver.operation.StoredBackups;
import com.isotoma.dboperator.driver.prune.Pruner;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.reasons.ScheduleReasons;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code schedule}: asks for the Backup that a BackupSchedule is due, and applies its retention. It holds no Lease, since a
 * backup that takes hours must not keep it waiting: what it changes is what a person may change at any time.
 */
public final class ScheduleOperation implements ExtraOperation {
    static final String NAMESPACE = "DB_OPERATOR_NAMESPACE";
    static final String SCHEDULE = "DB_OPERATOR_SCHEDULE";
    static final String JOB = "DB_OPERATOR_JOB";
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    @Override
    public String word() {
        return "schedule";
    }

    @Override
    public String help() {
        return """
                Asks for the Backup that a BackupSchedule is due, and removes backups that need not be kept.
                DB_OPERATOR_NAMESPACE   namespace of the BackupSchedule
                DB_OPERATOR_SCHEDULE    name of the BackupSchedule
                DB_OPERATOR_JOB         name of the Job that this runs in: what the CronJob controller wrote on it says
                                        which Backup is due, and each is asked for once
                """;
    }

    @Override
    public ExitStatus run(RunContext context) throws InterruptedException {
        var environment = context.environment();
        var namespace = required(environment, NAMESPACE);
        var name = required(environment, SCHEDULE);
        var job = required(environment, JOB);
        if (namespace.isEmpty() || name.isEmpty() || job.isEmpty()) {
            return ExitStatus.USAGE;
        }
        var cluster = new ClusterClient(context.client(), context.clock());
        var schedules = new Schedules(cluster, context.clock());
        var schedule = schedules.find(namespace.get(), name.get());
        if (schedule.isEmpty()) {
            LOG.info("BackupSchedule {}/{} does not exist: nothing to do", namespace.get(), name.get());
            return ExitStatus.DONE;
        }
        var found = schedules.job(namespace.get(), job.get());
        if (found.isEmpty()) {
            LOG.error(
                    "Job {}/{} does not exist, so what is due is not known: correct {}",
                    namespace.get(),
                    job.get(),
                    JOB);
            return ExitStatus.USER_MISTAKE;
        }
        run(context, cluster, schedules, schedule.get(), Due.of(name.get(), found.get()));
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
        var system = SystemNamespace.of(context.environment());
        var stores = new StoredBackups.Opener(cluster, system, new SecretValues(cluster), Permit.ALWAYS);
        new Pruner(schedules, stores, events, context.steps(), context.clock()).prune(schedule, database.get());
    }

    private static Optional<String> required(Map<String, String> environment, String name) {
        var value = Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
        if (value.isEmpty()) {
            LOG.error("{} is not set (--help says more)", name);
        }
        return value;
    }
}
