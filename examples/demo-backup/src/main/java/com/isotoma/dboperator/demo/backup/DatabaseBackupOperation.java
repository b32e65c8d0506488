package com.isotoma.dboperator.demo.backup;

import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.run.OperationHandler;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.run.Variable;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code database-backup}: checks its environment, then stores the persons of a cluster, and says in the DatabaseBackup how
 * it went. A Job's pods write one object between them.
 */
public final class DatabaseBackupOperation implements OperationHandler {
    static final Checkpoint TAKEN_UP = Checkpoint.of("database-backup.taken-up", "The run is taken up");
    static final Checkpoint BUCKET_THERE = Checkpoint.of("database-backup.bucket-there", "The bucket is there");

    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    @Override
    public String word() {
        return "database-backup";
    }

    @Override
    public String help() {
        return "Stores the persons of a DatabaseCluster for a DatabaseBackup of database.sample.third.party.";
    }

    /** None is required here: what is missing is said in the conditions of the DatabaseBackup, if its name is there. */
    @Override
    public List<Variable> variables() {
        return List.of(
                variable(RequiredVariable.RESOURCE_NAME, "name of the DatabaseBackup"),
                variable(RequiredVariable.NAMESPACE, "its namespace"),
                variable(RequiredVariable.ENDPOINT, "address of the object store; https without a scheme"),
                variable(RequiredVariable.REGION, "its region"),
                variable(RequiredVariable.ACCESS_KEY_ID, "access key"),
                variable(RequiredVariable.SECRET_ACCESS_KEY, "its secret"),
                Variable.optional(Environment.PREFIX, "begins the names of bucket and objects (database-backup-)"),
                Variable.optional(Environment.JOB_NAME, "name of the Job, if one runs this"),
                Variable.optional(Environment.JOB_UID, "its uid; its pods write one object between them"),
                Variable.optional(
                        Environment.DATABASE_URL, "address of a member, if it is not to be asked of the cluster"));
    }

    private static Variable variable(RequiredVariable variable, String meaning) {
        return Variable.optional(variable.key(), meaning);
    }

    @Override
    public ExitStatus run(RunContext context) throws InterruptedException {
        var environment = new Environment(context.environment());
        var report = Report.of(environment);
        report.faults().forEach(f -> LOG.error("{}", f));
        var name = environment.text(RequiredVariable.RESOURCE_NAME);
        if (name.isEmpty()) {
            return ExitStatus.USAGE;
        }
        var namespace = environment.text(RequiredVariable.NAMESPACE).orElseGet(() -> ownNamespace(context));
        var cluster = new ClusterClient(context.client(), context.clock());
        var resource = BackupResource.find(context.client(), cluster, namespace, name.get());
        if (resource.isEmpty()) {
            LOG.error(
                    "DatabaseBackup {}/{} does not exist: create it, or correct {}",
                    namespace,
                    name.get(),
                    RequiredVariable.RESOURCE_NAME.key());
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
        context.steps().reached(TAKEN_UP);
        return new Attempt(context, environment, resource, run.get()).make();
    }

    /** Where this runs: told by the service account's files or the kubeconfig. */
    private static String ownNamespace(RunContext context) {
        return Objects.requireNonNullElse(context.client().getConfiguration().getNamespace(), "default");
    }
}
