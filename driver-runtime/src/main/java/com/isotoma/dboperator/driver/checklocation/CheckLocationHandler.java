package com.isotoma.dboperator.driver.checklocation;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
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

/**
 * {@code check-location}: tries a StorageLocation out, and writes into its status what came of it. Every image can do that,
 * since nothing in it is a driver's.
 */
public final class CheckLocationHandler implements OperationHandler {
    private static final Variable LOCATION = Variable.required(RunVariables.LOCATION, "name of the StorageLocation");
    private static final Variable SYSTEM =
            Variable.required(SystemNamespace.VARIABLE, "the operator's namespace, where its Secrets are");
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    @Override
    public String word() {
        return "check-location";
    }

    @Override
    public String help() {
        return "Tries out whether objects can be stored in a StorageLocation, read and removed; its conditions say so.";
    }

    @Override
    public List<Variable> variables() {
        return List.of(LOCATION, SYSTEM);
    }

    @Override
    public String subject(Map<String, String> environment) {
        return LOCATION.in(environment).orElse("");
    }

    @Override
    public ExitStatus run(RunContext context) throws InterruptedException {
        var name = LOCATION.of(context);
        var cluster = new ClusterClient(context.client(), context.clock());
        var location = cluster.location(name);
        if (location.isEmpty()) {
            LOG.info("StorageLocation {} does not exist: nothing to do", name);
            return ExitStatus.DONE;
        }
        // That it is not usable is an answer, and not a failure of this run.
        new LocationTrial(cluster, new SecretValues(cluster), context.steps()).make(location.get(), SYSTEM.of(context));
        return ExitStatus.DONE;
    }
}
