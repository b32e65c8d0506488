package com.isotoma.dboperator.driver.container;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.lease.RunPermit;
import com.isotoma.dboperator.driver.operation.AfterBackup;
import com.isotoma.dboperator.driver.operation.Steps;
import com.isotoma.dboperator.driver.prune.PruneAfterBackup;
import com.isotoma.dboperator.driver.spi.Permit;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What every run needs, whatever it does. */
final class ContainerModule extends AbstractModule {
    private final KubernetesClient client;
    private final SystemNamespace system;
    private final Steps steps;

    ContainerModule(KubernetesClient client, SystemNamespace system, Steps steps) {
        this.client = client;
        this.system = system;
        this.steps = steps;
    }

    @Override
    protected void configure() {
        bind(KubernetesClient.class).toInstance(client);
        bind(SystemNamespace.class).toInstance(system);
        bind(Steps.class).toInstance(steps);
        bind(Permit.class).to(RunPermit.class);
        bind(AfterBackup.class).to(PruneAfterBackup.class);
    }

    @Provides
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }
}
