package com.isotoma.dboperator.driver.checkserver;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.ServerHandle;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.database.DatabaseTargets;
import com.isotoma.dboperator.driver.run.Drivers;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.run.OperationHandler;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.run.Variable;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code check-server}: connects to a DatabaseServer as its admin, and writes into its status what came of it. */
public final class CheckServerHandler implements OperationHandler {
    private static final Variable SERVER = Variable.required(RunVariables.SERVER, "name of the DatabaseServer");
    private static final Variable SYSTEM =
            Variable.required(SystemNamespace.VARIABLE, "the operator's namespace, where its Secrets are");
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    @Override
    public String word() {
        return "check-server";
    }

    @Override
    public String help() {
        return "Connects to a DatabaseServer as its admin; its status says whether that works, and which server it is.";
    }

    @Override
    public List<Variable> variables() {
        return List.of(SERVER, SYSTEM);
    }

    @Override
    public String subject(Map<String, String> environment) {
        return SERVER.in(environment).orElse("");
    }

    @Override
    public ExitStatus run(RunContext context) throws InterruptedException {
        var name = SERVER.of(context);
        var server = context.get(ClusterClient.class).server(name);
        if (server.isEmpty()) {
            LOG.info("DatabaseServer {} does not exist: nothing to do", name);
            return ExitStatus.DONE;
        }
        ask(context, server.get());
        return ExitStatus.DONE;
    }

    /** That it cannot be reached is an answer, and not a failure of this run. */
    private static void ask(RunContext context, ServerHandle server) throws InterruptedException {
        try {
            var driver = context.get(Drivers.class).find(server.spec().driver());
            var target = context.get(DatabaseTargets.class).ofServer(server, SYSTEM.of(context), driver);
            driver.validate(target);
            var info = driver.probe(target);
            server.answered(info);
            LOG.info("DatabaseServer {}: {} answers", server.name(), info.version());
        } catch (DriverException e) {
            server.failed(e);
            LOG.info("DatabaseServer {}: {}: {}", server.name(), e.reason(), e.getMessage());
            LOG.debug("Caused by", e);
        }
    }
}
