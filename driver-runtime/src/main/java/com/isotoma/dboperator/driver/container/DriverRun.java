package com.isotoma.dboperator.driver.container;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import com.isotoma.dboperator.crds.read.UnreadableException;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.LeaseLostException;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.cluster.SecretGuard;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.lease.Leases;
import com.isotoma.dboperator.driver.lease.RunPermit;
import com.isotoma.dboperator.driver.operation.BackupOperation;
import com.isotoma.dboperator.driver.operation.CreateOperation;
import com.isotoma.dboperator.driver.operation.DropOperation;
import com.isotoma.dboperator.driver.operation.RestoreOperation;
import com.isotoma.dboperator.driver.operation.Steps;
import com.isotoma.dboperator.driver.operation.VerifyOperation;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run: finds the resources, calls the operation, and says on the resource what kept it from succeeding. */
final class DriverRun {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    private final DriverCatalog drivers;
    private final Injector injector;
    private final ClusterClient cluster;
    private final Leases leases;
    private final RunPermit permit;

    DriverRun(DriverCatalog drivers, KubernetesClient client, SystemNamespace system, Steps steps) {
        this.drivers = drivers;
        injector = Guice.createInjector(Stage.DEVELOPMENT, new ContainerModule(client, system, steps));
        cluster = injector.getInstance(ClusterClient.class);
        leases = injector.getInstance(Leases.class);
        permit = injector.getInstance(RunPermit.class);
    }

    ExitStatus run(RunRequest request) throws InterruptedException {
        return CommonEnds.of(() -> {
            var database = cluster.database(request.namespace(), request.database());
            return database.isEmpty() ? afterDatabase(request) : alone(request, database.get());
        });
    }

    /** Runs while no other run works on the Database. */
    private ExitStatus alone(RunRequest request, DatabaseHandle found) throws InterruptedException {
        try (var lease = leases.take(found)) {
            permit.follow(lease);
            try {
                // Another run may have been at work until now.
                var database = cluster.database(request.namespace(), request.database());
                return database.isEmpty() ? withoutDatabase(request) : run(request, database.get());
            } catch (LostRaceException | InterruptedException e) {
                lease.require();
                throw e;
            }
        } catch (DriverException e) {
            report(request, found, e);
            return ExitStatus.of(e);
        }
    }

    /** A run that ended the Database may have been killed before it released what it held. */
    private ExitStatus afterDatabase(RunRequest request) throws InterruptedException {
        var status = withoutDatabase(request);
        try {
            leases.clear(request.namespace(), request.database());
            return status;
        } catch (DriverException e) {
            LOG.error("{}: {}", e.reason(), e.getMessage());
            return ExitStatus.of(e);
        }
    }

    private ExitStatus withoutDatabase(RunRequest request) {
        LOG.info("Database {}/{} does not exist", request.namespace(), request.database());
        if (Operation.BACKUP.equals(request.operation()) && request.backup() != null) {
            cluster.backup(request.namespace(), request.backup())
                    .ifPresent(injector.getInstance(BackupOperation.class)::runWithoutDatabase);
        }
        if (request.restore() != null) {
            cluster.restore(request.namespace(), request.restore())
                    .ifPresent(injector.getInstance(RestoreOperation.class)::runWithoutDatabase);
        }
        if (request.held() != null) {
            release(request.namespace(), request.held());
        }
        return ExitStatus.DONE;
    }

    /** Of a Database that has vanished without its last run. */
    private void release(String namespace, RunRequest.Held held) {
        injector.getInstance(SecretGuard.class).release(namespace, held.uid(), held.secrets());
        LOG.info("What the Database with uid {} held is released: {}", held.uid(), held.secrets());
    }

    private ExitStatus run(RunRequest request, DatabaseHandle database) throws InterruptedException {
        try {
            var driver = driver(database.spec().driver());
            keepSecrets(request, database);
            switch (request.operation().word()) {
                case "create" -> injector.getInstance(CreateOperation.class).run(database, driver);
                case "backup" -> injector.getInstance(BackupOperation.class).run(database, request.backup(), driver);
                case "restore" ->
                    injector.getInstance(RestoreOperation.class)
                            .run(database, Objects.requireNonNull(request.restore()), driver);
                case "verify" ->
                    injector.getInstance(VerifyOperation.class)
                            .run(database, Objects.requireNonNull(request.backup()), driver);
                case "drop" -> {
                    if (request.held() != null && !request.held().uid().equals(database.uid())) {
                        release(request.namespace(), request.held());
                    }
                    injector.getInstance(DropOperation.class).run(database, driver);
                }
                default -> throw unknown(request);
            }
            return ExitStatus.DONE;
        } catch (DriverException e) {
            report(request, database, e);
            return ExitStatus.of(e);
        } catch (KubernetesClientException | LostRaceException | LeaseLostException | UnreadableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("A defect of the driver", e);
            report(
                    request,
                    database,
                    DriverException.internal(
                            Reasons.INTERNAL_ERROR,
                            "The driver failed with " + e.getClass().getSimpleName() + "; its log has more",
                            e));
            return ExitStatus.TRY_AGAIN;
        }
    }

    /** A deletion releases them, and may find them gone. */
    private void keepSecrets(RunRequest request, DatabaseHandle database) {
        if (!Operation.DROP.equals(request.operation()) && !database.deletionRequested() && database.held()) {
            var leaving = injector.getInstance(SecretGuard.class).keep(database);
            database.update(s -> s.secretsLeaving(leaving.orElse(null)));
        }
    }

    private DriverApi driver(String name) throws DriverException {
        return drivers.find(name, permit)
                .map(found -> new PermittedDriver(found, permit))
                .map(DriverApi.class::cast)
                .orElseThrow(() -> DriverException.user(
                        DatabaseReasons.UNKNOWN_DRIVER,
                        "This image has no driver " + name + ", it has " + drivers.names()
                                + ": give the Driver resource " + name + " the image that has it"));
    }

    private void report(RunRequest request, DatabaseHandle database, DriverException e) {
        LOG.error("{}: {}", e.reason(), e.getMessage());
        LOG.debug("Caused by", e);
        var events = injector.getInstance(EventRecorder.class);
        switch (request.operation().word()) {
            case "create" -> {
                database.update(s -> s.failed(e, e.getMessage()));
                events.failing(database, database.status().conditions(), e.reason(), e.getMessage());
            }
            case "drop" -> {
                var message = "The deletion is held up: " + e.getMessage()
                        + DropOperation.waysOut(database.spec().effectiveDeletionPolicy(), database.phase());
                database.update(s -> s.failed(e, message));
                events.failing(database, database.status().conditions(), e.reason(), message);
            }
            case "backup", "verify" -> {
                var name = request.backup() == null ? database.status().activeBackup() : request.backup();
                if (name != null) {
                    cluster.backup(database.namespace(), name)
                            .ifPresent((BackupHandle b) ->
                                    events.failing(b, b.status().conditions(), e.reason(), e.getMessage()));
                }
            }
            case "restore" ->
                cluster.restore(database.namespace(), Objects.requireNonNull(request.restore()))
                        .ifPresent(r -> events.failing(r, r.status().conditions(), e.reason(), e.getMessage()));
            default -> throw unknown(request);
        }
    }

    private static IllegalStateException unknown(RunRequest request) {
        return new IllegalStateException("no code runs operation " + request.operation());
    }
}
