package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.command.UsageException;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.stage.MemoryDriver;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;

/** The container's way of making the parts of a run, for tests that begin with one of the parts. */
public final class TestContainer {
    private TestContainer() {}

    /** A run of an image with the driver {@code memory}, which holds no Lease. */
    public static RunContext context(KubernetesClient client, SystemNamespace system, Steps steps) {
        var name = system.name();
        Map<String, String> environment = name == null ? Map.of() : Map.of(SystemNamespace.VARIABLE, name);
        try {
            var drivers = DriverCatalog.of(
                    List.of(registry -> registry.add("memory", permit -> new MemoryDriver(MemoryDriver.GOOD))));
            return Injection.context(environment, client, drivers, steps);
        } catch (UsageException e) {
            throw new IllegalStateException(e);
        }
    }
}
