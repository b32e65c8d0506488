package com.isotoma.dboperator.driver.run;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.crds.read.UnreadableException;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.LeaseLostException;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.cluster.NamedServers;
import com.isotoma.dboperator.driver.cluster.secret.SecretGuard;
import com.isotoma.dboperator.driver.lease.Leases;
import com.isotoma.dboperator.driver.lease.RunPermit;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operation on one Database: holds its Lease, finds its driver, and lets the operation say on its own resource what kept it
 * from succeeding. A run that finds no Database ends with what is left to do without one.
 */
public abstract class DatabaseOperation implements OperationHandler {
    public static final Variable NAMESPACE = Variable.required(RunVariables.NAMESPACE, "namespace of the resources");
    public static final Variable DATABASE = Variable.required(RunVariables.DATABASE, "name of the Database");

    private static final Variable ASSIGNMENT = Variable.optional(
            RunVariables.ASSIGNMENT, "name of the Job whose work this is, where a shared run does it");
    private static final Variable LAST_ATTEMPT =
            Variable.optional(RunVariables.LAST_ATTEMPT, "set where a shared run tries no more");

    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    /** Does it for a Database that is there, of which no other run is at work. */
    protected abstract void work(RunContext context, DatabaseHandle database, DriverApi driver)
            throws DriverException, InterruptedException;

    /** Says on the resource that the operation is for why this attempt has failed. The log has it already. */
    protected abstract void report(RunContext context, DatabaseHandle database, DriverException e);

    /** Does what is left to do when the Database does not exist. */
    protected void workWithoutDatabase(RunContext context) throws DriverException, InterruptedException {}

    /** Makes ready what every operation but a deletion needs: the Secrets that the Database refers to stay. */
    protected void prepare(RunContext context, DatabaseHandle database) {
        if (!database.deletionRequested() && database.held()) {
            var leaving = context.get(SecretGuard.class).keep(database);
            database.update(s -> s.secretsLeaving(leaving.orElse(null)));
        }
    }

    /** The variables that it reads beside those of the Database. */
    protected List<Variable> ownVariables() {
        return List.of();
    }

    /** What the log says of a run's own variables, after the Database. */
    protected String details(Map<String, String> environment) {
        return "";
    }

    @Override
    public final List<Variable> variables() {
        return Stream.concat(Stream.of(NAMESPACE, DATABASE), ownVariables().stream())
                .toList();
    }

    @Override
    public final String subject(Map<String, String> environment) {
        return NAMESPACE.in(environment).orElse("") + "/"
                + DATABASE.in(environment).orElse("") + details(environment);
    }

    @Override
    public final ExitStatus run(RunContext context) throws InterruptedException {
        var database = find(context);
        return database.isEmpty() ? afterDatabase(context) : alone(context, database.get());
    }

    private static Optional<DatabaseHandle> find(RunContext context) {
        return context.get(ClusterClient.class).database(NAMESPACE.of(context), DATABASE.of(context));
    }

    /** Runs while no other run works on the Database. */
    private ExitStatus alone(RunContext context, DatabaseHandle found) throws InterruptedException {
        try (var lease = context.get(Leases.class).take(found)) {
            context.get(RunPermit.class).follow(lease);
            try {
                // Another run may have been at work until now.
                var database = find(context);
                return database.isEmpty() ? withoutDatabase(context) : guarded(context, database.get());
            } catch (LostRaceException | InterruptedException e) {
                lease.require();
                throw e;
            }
        } catch (DriverException e) {
            failed(context, found, e);
            return ExitStatus.of(e);
        }
    }

    /** A run that ended the Database may have been killed before it released what it held. */
    private ExitStatus afterDatabase(RunContext context) throws InterruptedException {
        try {
            var status = withoutDatabase(context);
            context.get(Leases.class).clear(NAMESPACE.of(context), DATABASE.of(context));
            return status;
        } catch (DriverException e) {
            LOG.error("{}: {}", e.reason(), e.getMessage());
            return ExitStatus.of(e);
        }
    }

    private ExitStatus withoutDatabase(RunContext context) throws DriverException, InterruptedException {
        LOG.info("Database {}/{} does not exist", NAMESPACE.of(context), DATABASE.of(context));
        workWithoutDatabase(context);
        return ExitStatus.DONE;
    }

    private ExitStatus guarded(RunContext context, DatabaseHandle database) throws InterruptedException {
        try {
            context.get(NamedServers.class).resolve(database);
            var driver = context.get(Drivers.class).find(database.driver());
            prepare(context, database);
            work(context, database, driver);
            return ExitStatus.DONE;
        } catch (DriverException e) {
            failed(context, database, e);
            return ExitStatus.of(e);
        } catch (KubernetesClientException | LostRaceException | LeaseLostException | UnreadableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("A defect of the driver", e);
            failed(
                    context,
                    database,
                    DriverException.internal(
                            Reasons.INTERNAL_ERROR,
                            "The driver failed with " + e.getClass().getSimpleName() + "; its log has more",
                            e));
            return ExitStatus.TRY_AGAIN;
        }
    }

    private void failed(RunContext context, DatabaseHandle database, DriverException e) {
        LOG.error("{}: {}", e.reason(), e.getMessage());
        LOG.debug("Caused by", e);
        report(context, database, e);
    }

    /** Whether a shared run does the work of a Job that was never created. */
    protected static boolean isAssigned(RunContext context) {
        return ASSIGNMENT.in(context.environment()).isPresent();
    }

    /** For operations whose Database says why they fail: its conditions, and one Event for each new reason. */
    protected static void reportOnDatabase(
            RunContext context, DatabaseHandle database, DriverException e, String message) {
        boolean last = e.kind() == DriverException.Kind.USER
                || LAST_ATTEMPT.in(context.environment()).isPresent();
        var assignment =
                ASSIGNMENT.in(context.environment()).filter(job -> last).orElse(null);
        database.update(s -> s.failed(e, message).failedAttempt(assignment));
        context.get(EventRecorder.class).failing(database, database.status().conditions(), e.reason(), message);
    }
}
