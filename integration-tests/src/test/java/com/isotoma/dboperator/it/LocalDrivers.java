package com.isotoma.dboperator.it;

import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.DriverSpec;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;

/** The project's own drivers, as Driver resources whose pods are processes of this machine. */
final class LocalDrivers {
    private LocalDrivers() {}

    static List<Driver> all() {
        return List.of(
                driver("postgresql", "driver-postgresql", LocalServers.of("POSTGRESQL", "BIN")),
                driver("mysql", "driver-mysql", LocalServers.of("MYSQL", "BIN")),
                driver("mariadb", "driver-mysql", LocalServers.of("MARIADB", "BIN")),
                // With the one operation that the demo adds.
                driver("demo-http", "examples/demo-backup", "/usr/bin"));
    }

    private static Driver driver(String name, String module, String tools) {
        var root = Workspace.root();
        var program = root.resolve(module).resolve("target/dist/bin/driver");
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(program + " is missing: run build-support/programs");
        }
        var environment = new HashMap<>(DriverHost.environment(program));
        environment.put("PATH", DriverHost.brokenTools() + ":" + tools + ":" + System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // The dumps of tests are small: the optimising compiler would cost more than it gives.
        environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        var driver = new Driver();
        driver.getMetadata().setName(name);
        driver.setSpec(new DriverSpec(
                "db-operator/driver-" + name + ":local",
                null,
                null,
                List.of(DriverHost.program().toString()),
                null,
                environment,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        return driver;
    }
}
