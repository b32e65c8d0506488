package com.isotoma.dboperator.driver;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;

/** The API server of the tests, with the project's kinds of resources. */
public final class TestResources {
    private static final AtomicBoolean APPLIED = new AtomicBoolean();

    private TestResources() {}

    /** A client, once the server knows the kinds; the caller closes it. */
    public static KubernetesClient connect() throws IOException {
        if (System.getenv("KUBECONFIG") == null) {
            throw new IllegalStateException("KUBECONFIG is not set: run ./test, or local-cluster/up");
        }
        var client = new KubernetesClientBuilder().build();
        apply(client);
        return client;
    }

    public static void createNamespace(KubernetesClient client, String name) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    /** Takes all finalizers off. */
    public static void release(KubernetesClient client, List<? extends HasMetadata> resources) {
        for (var resource : resources) {
            // As a merge, which needs no version: a process that a test left may write at the same moment.
            client.resource(resource)
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
        }
    }

    /** Once for all tests of a run, since that takes as long as many a test. */
    private static synchronized void apply(KubernetesClient client) throws IOException {
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
