package com.isotoma.dboperator.operator;

import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.DriverSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drivers that are shell scripts: they move phases with kubectl and know no database. */
final class TestDrivers {
    /** Carries out every operation. */
    static final String WORKS = "it-works";

    /** Never ends. */
    static final String SLEEPS = "it-sleeps";

    /** Ends at once with the code of a container that was started wrongly, and so says nothing itself. */
    static final String REFUSES = "it-refuses";

    /** Has an image that cannot be pulled. */
    static final String NO_IMAGE = "it-no-image";

    private TestDrivers() {}

    static List<Driver> all() {
        return List.of(
                driver(WORKS, script()),
                driver(SLEEPS, "sleep 600"),
                driver(REFUSES, "exit 2"),
                driver(NO_IMAGE, null));
    }

    static Driver driver(String name, @Nullable String script) {
        var driver = new Driver();
        driver.getMetadata().setName(name);
        driver.setSpec(new DriverSpec(
                "db-operator/none:0",
                null,
                null,
                script == null ? null : List.of("/bin/bash", "-c", script),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        return driver;
    }

    /** What carries out every operation. */
    static String script() {
        try (var in = TestDrivers.class.getResourceAsStream("/kubectl-driver.sh")) {
            if (in == null) {
                throw new IllegalStateException("kubectl-driver.sh is missing from the test resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
