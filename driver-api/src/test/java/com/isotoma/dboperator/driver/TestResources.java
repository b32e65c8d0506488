package com.isotoma.dboperator.driver;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;

/** The project's kinds of resources on the API server of the tests. */
public final class TestResources {
    private static final AtomicBoolean APPLIED = new AtomicBoolean();

    private TestResources() {}

    /** Makes them known, once for all tests of a run, since that takes as long as many a test. */
    public static synchronized void apply(KubernetesClient client) throws IOException {
        if (APPLIED.get()) {
            return;
        }
        int kinds = 0;
        try (var files = Files.list(Path.of("../crds/yaml"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                try (var in = Files.newInputStream(file)) {
                    client.load(in).serverSideApply();
                    kinds++;
                }
            }
        }
        int all = kinds;
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> served(client) >= all);
        APPLIED.set(true);
    }

    private static long served(KubernetesClient client) {
        var found = client.getApiResources(ApiGroup.NAME + "/" + ApiGroup.VERSION);
        return found == null
                ? 0
                : found.getResources().stream()
                        .filter(r -> !r.getName().contains("/"))
                        .count();
    }
}
