package com.isotoma.dboperator.demo.backup;

import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.container.ExitStatus;
import com.isotoma.dboperator.driver.container.ExtraOperation;
import com.isotoma.dboperator.driver.container.RunContext;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code database-backup}: checks its environment, then stores the persons of a cluster, and says in the DatabaseBackup how
 * it went. A Job's pods write one object between them.
 */
public final class DatabaseBackupOperation implements ExtraOperation {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    @Override
    public String word() {
        return "database-backup";
    }

    @Override
    public String help() {
        return """
                Stores the persons of a DatabaseCluster for a DatabaseBackup of database.sample.third.party.
                BACKUP_RESOURCE_NAME   name of the DatabaseBackup
                NAMESPACE              its namespace
                CLOUD_OBJECT_STORAGE_SERVICE_ENDPOINT         address of the object store; https without a scheme
                CLOUD_OBJECT_STORAGE_REGION                   its region
                CLOUD_OBJECT_STORAGE_HMAC_ACCESS_KEY_ID       access key
                CLOUD_OBJECT_STORAGE_HMAC_SECRET_ACCESS_KEY   its secret
                CLOUD_OBJECT_STORAGE_BUCKET_NAME_PREFIX       begins the names of bucket and objects (database-backup-)
                JOB_NAME, JOB_UID      of the Job, if one runs this; its pods write one object between them
                DATABASE_URL           address of a member, if it is not to be asked of the cluster
                """;
    }

    @Override
    public ExitStatus run(RunContext context) throws InterruptedException {
        var environment = new Environment(context.environment());
        var report = Report.of(environment);
        report.faults().forEach(f -> LOG.error("{}", f));
        var name = environment.text(Variable.RESOURCE_NAME);
        if (name.isEmpty()) {
            return ExitStatus.USAGE;
        }
        var namespace = environment.text(Variable.NAMESPACE).orElseGet(() -> ownNamespace(context));
        var cluster = new ClusterClient(context.client(), context.clock());
        var resource = BackupResource.find(context.client(), cluster, namespace, name.get());
        if (resource.isEmpty()) {
            LOG.error(
                    "DatabaseBackup {}/{} does not exist: create it, or correct {}",
                    namespace,
                    name.get(),
                    Variable.RESOURCE_NAME.key());
            return ExitStatus.USER_MISTAKE;
        }
        return run(context, environment, report, resource.get());
    }

    private static ExitStatus run(RunContext context, Environment environment, Report report, BackupResource resource)
            throws InterruptedException {
        if (!report.faults().isEmpty()) {
            resource.update(status -> report.onto(status, resource.generation(), context.clock()));
            return ExitStatus.USER_MISTAKE;
        }
        var uid = environment
                .text(Environment.JOB_UID)
                .orElseGet(() -> UUID.randomUUID().toString());
        var job = environment.text(Environment.JOB_NAME).orElse(null);
        var run = JobRun.begin(resource, report, job, uid, context.clock(), context.steps());
        if (run.isEmpty()) {
            LOG.info("An earlier pod of the Job has completed the backup");
            return ExitStatus.DONE;
        }
        context.steps().reached("The run is taken up");
        return new Attempt(context, environment, resource, run.get()).make();
    }

    /** Where this runs: told by the service account's files or the kubeconfig. */
    private static String ownNamespace(RunContext context) {
        return Objects.requireNonNullElse(context.client().getConfiguration().getNamespace(), "default");
    }
}
