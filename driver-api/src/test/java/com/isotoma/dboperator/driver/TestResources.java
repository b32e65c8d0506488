package com.isotoma.dboperator.driver;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** The project's kinds of resources on the API server of the tests. */
public final class TestResources {
    private static final AtomicBoolean APPLIED = new AtomicBoolean();

    private TestResources() {}

    /** Makes them known, once for all tests of a run, since that takes as long as many a test. */
    public static synchronized void apply(KubernetesClient client) throws IOException {
        if (APPLIED.get()) {
            return;
        }
        try (var files = Files.list(Path.of("../crds/yaml"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                try (var in = Files.newInputStream(file)) {
                    client.load(in).serverSideApply();
                }
            }
        }
        APPLIED.set(true);
    }
}
