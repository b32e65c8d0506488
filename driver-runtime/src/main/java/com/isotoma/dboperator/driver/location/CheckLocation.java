package com.isotoma.dboperator.driver.location;

import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.SecretValues;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.container.ExitStatus;
import com.isotoma.dboperator.driver.container.ExtraOperation;
import com.isotoma.dboperator.driver.container.RunContext;
import com.isotoma.dboperator.driver.operation.LocationTrial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code check-location}: tries a StorageLocation out, and writes into its status what came of it. Every image can do that,
 * since nothing in it is a driver's.
 */
public final class CheckLocation implements ExtraOperation {
    static final String LOCATION = "DB_OPERATOR_LOCATION";
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    @Override
    public String word() {
        return "check-location";
    }

    @Override
    public String help() {
        return """
                Tries out whether objects can be stored in a StorageLocation, read and removed; its conditions say so.
                DB_OPERATOR_LOCATION           name of the StorageLocation
                DB_OPERATOR_SYSTEM_NAMESPACE   the operator's namespace, where its Secrets are
                """;
    }

    @Override
    public ExitStatus run(RunContext context) throws InterruptedException {
        var name = context.environment().getOrDefault(LOCATION, "");
        var system = SystemNamespace.of(context.environment()).name();
        if (name.isBlank() || system == null) {
            LOG.error("{} and {} have to be set (--help says more)", LOCATION, SystemNamespace.VARIABLE);
            return ExitStatus.USAGE;
        }
        var cluster = new ClusterClient(context.client(), context.clock());
        var location = cluster.location(name);
        if (location.isEmpty()) {
            LOG.info("StorageLocation {} does not exist: nothing to do", name);
            return ExitStatus.DONE;
        }
        // That it is not usable is an answer, and not a failure of this run.
        new LocationTrial(cluster, new SecretValues(cluster), context.steps()).make(location.get(), system);
        return ExitStatus.DONE;
    }
}
