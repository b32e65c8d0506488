package com.isotoma.dboperator.it;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps every state of a namespace's resources, and of all StorageLocations and DatabaseServers, that the API server tells of. */
final class Recorder implements AutoCloseable {
    private static final List<String> NAMESPACED =
            List.of("Database", "DatabaseUser", "Backup", "Restore", "BackupSchedule");

    private final Queue<GenericKubernetesResource> states = new ConcurrentLinkedQueue<>();
    private final List<Watch> watches = new ArrayList<>();
    private final AtomicReference<@Nullable WatcherException> broken = new AtomicReference<>();

    Recorder(KubernetesClient client, String namespace) {
        for (var kind : NAMESPACED) {
            watches.add(client.genericKubernetesResources(context(kind, true))
                    .inNamespace(namespace)
                    .watch(watcher()));
        }
        for (var kind : List.of("StorageLocation", "DatabaseServer")) {
            watches.add(client.genericKubernetesResources(context(kind, false)).watch(watcher()));
        }
    }

    private static ResourceDefinitionContext context(String kind, boolean namespaced) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(ApiGroup.NAME)
                .withVersion(ApiGroup.VERSION)
                .withKind(kind)
                .withNamespaced(namespaced)
                .build();
    }

    private Watcher<GenericKubernetesResource> watcher() {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, GenericKubernetesResource resource) {
                if (action == Action.ADDED || action == Action.MODIFIED) {
                    states.add(resource);
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                broken.set(cause);
            }
        };
    }

    /** All states until now, in the order in which each resource had them. */
    List<GenericKubernetesResource> states() {
        if (broken.get() != null) {
            throw new IllegalStateException("a watch ended", broken.get());
        }
        return List.copyOf(states);
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}
