package com.isotoma.dboperator.driver.container;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.lease.RunPermit;
import com.isotoma.dboperator.driver.run.Drivers;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;

/** What every run needs, whatever it does. */
final class ContainerModule extends AbstractModule {
    private final KubernetesClient client;
    private final Clock clock;
    private final SystemNamespace system;
    private final Steps steps;
    private final DriverCatalog drivers;

    ContainerModule(KubernetesClient client, Clock clock, SystemNamespace system, Steps steps, DriverCatalog drivers) {
        this.client = client;
        this.clock = clock;
        this.system = system;
        this.steps = steps;
        this.drivers = drivers;
    }

    @Override
    protected void configure() {
        bind(KubernetesClient.class).toInstance(client);
        bind(Clock.class).toInstance(clock);
        bind(SystemNamespace.class).toInstance(system);
        bind(Steps.class).toInstance(steps);
        bind(Permit.class).to(RunPermit.class);
    }

    @Provides
    Drivers drivers(RunPermit permit) {
        return name -> drivers.find(name, permit)
                .map(found -> new PermittedDriver(found, permit))
                .orElseThrow(() -> DriverException.user(
                        DatabaseReasons.UNKNOWN_DRIVER,
                        "This image has no driver " + name + ", it has " + drivers.names()
                                + ": give the Driver resource " + name + " the image that has it"));
    }
}
