package com.isotoma.dboperator.driver.container;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.run.Steps;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of one run, made by the injector from when the first is asked for. */
final class Injection implements RunContext.Parts {
    private final ContainerModule module;
    private @Nullable Injector injector;

    private Injection(ContainerModule module) {
        this.module = module;
    }

    /** The context of a run in this container. */
    static RunContext context(
            Map<String, String> environment, KubernetesClient client, DriverCatalog drivers, Steps steps) {
        var clock = Clock.systemUTC();
        var module = new ContainerModule(client, clock, SystemNamespace.of(environment), steps, drivers);
        return new RunContext(environment, client, clock, steps, new Injection(module));
    }

    @Override
    public <T> T get(Class<T> type) {
        var made = injector;
        if (made == null) {
            made = Guice.createInjector(Stage.DEVELOPMENT, module);
            injector = made;
        }
        return made.getInstance(type);
    }
}
