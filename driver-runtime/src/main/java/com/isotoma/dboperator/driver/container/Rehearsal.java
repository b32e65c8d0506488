package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.driver.rehearsal.RehearsalStage;
import com.isotoma.dboperator.driver.run.DatabaseOperation;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.S3ObjectStore;
import com.isotoma.dboperator.driver.storage.S3Settings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through the beginning of a run for each driver of the image, up to a database server that is not there. */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    private Rehearsal() {}

    static ExitStatus run(DriverCatalog drivers, OperationHandlers operations, Steps steps)
            throws InterruptedException {
        try {
            for (var driver : drivers.names()) {
                try (var stage = RehearsalStage.open(driver)) {
                    create(operations, drivers, stage, steps);
                    store(stage);
                }
            }
            return ExitStatus.DONE;
        } catch (IOException e) {
            LOG.error("The rehearsal could not be held", e);
            return ExitStatus.TRY_AGAIN;
        }
    }

    private static void create(OperationHandlers operations, DriverCatalog drivers, RehearsalStage stage, Steps steps)
            throws InterruptedException {
        var config = new ConfigBuilder(Config.autoConfigure(null))
                .withMasterUrl(stage.url())
                .build();
        try (var client = KubernetesAccess.connect(config)) {
            var environment = Map.of(
                    OperationHandlers.OPERATION,
                    Operation.CREATE.word(),
                    DatabaseOperation.NAMESPACE.name(),
                    RehearsalStage.NAMESPACE,
                    DatabaseOperation.DATABASE.name(),
                    RehearsalStage.NAME);
            var create = operations.find(Operation.CREATE.word()).orElseThrow();
            var context = Injection.context(environment, client, drivers, steps);
            var end = CommonEnds.of(() -> create.run(context));
            LOG.info("The rehearsal ended with {}, as it must without a server", end);
        }
    }

    private static void store(RehearsalStage stage) throws InterruptedException {
        var settings = new S3Settings(
                "us-east-1", "rehearsal", URI.create(stage.url()), true, new Credentials("id", "secret"), null);
        try (var store = new S3ObjectStore(settings)) {
            LOG.info("The store has {}", store.find("rehearsal"));
        } catch (DriverException e) {
            LOG.info("The store ended with {}", e.reason());
        }
    }
}
