package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.inject.Inject;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps a DatabaseServer from going while Databases name it, whose last backup and deletion need it. */
final class ServerFinalizer {
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final KubernetesClient client;

    @Inject
    ServerFinalizer(KubernetesClient client) {
        this.client = client;
    }

    /** @throws KubernetesClientException if another client changed the resource at this moment: try again */
    void putOn(DatabaseServer server) {
        if (!server.hasFinalizer(ApiGroup.SERVER_FINALIZER)) {
            var finalizers = new ArrayList<>(server.getMetadata().getFinalizers());
            finalizers.add(ApiGroup.SERVER_FINALIZER);
            write(server, finalizers);
        }
    }

    /** The same exception. */
    void takeOff(DatabaseServer server) {
        if (server.hasFinalizer(ApiGroup.SERVER_FINALIZER)) {
            var finalizers = new ArrayList<>(server.getMetadata().getFinalizers());
            finalizers.remove(ApiGroup.SERVER_FINALIZER);
            write(server, finalizers);
        }
    }

    /** Nothing but the finalizers: the cache has not kept all of the spec. */
    private void write(DatabaseServer server, List<String> finalizers) {
        var meta = server.getMetadata();
        var patch = Map.of("metadata", Map.of("resourceVersion", meta.getResourceVersion(), "finalizers", finalizers));
        try {
            client.resources(DatabaseServer.class).withName(meta.getName()).patch(MERGE, Serialization.asJson(patch));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }
}
