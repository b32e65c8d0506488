package com.isotoma.dboperator.driver.cluster;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;

/** The part of a status that is the runs', by server-side apply: what others write beside it stays. */
final class AppliedStatus {
    private static final String MANAGER = "db-operator-driver";

    private AppliedStatus() {}

    /**
     * Nothing happens if the resource is gone, or another one has its name.
     *
     * @param empty one of the same kind with nothing in it
     */
    static <R extends CustomResource<?, S>, S> void write(ClusterClient cluster, R seen, R empty, S status) {
        write(cluster, seen, empty, status, MANAGER);
    }

    /**
     * The same for a part of its own, which is written by other runs than the rest and at the same time.
     *
     * @param part in one word
     */
    static <R extends CustomResource<?, S>, S> void writePart(
            ClusterClient cluster, R seen, R empty, S status, String part) {
        write(cluster, seen, empty, status, MANAGER + "-" + part);
    }

    private static <R extends CustomResource<?, S>, S> void write(
            ClusterClient cluster, R seen, R empty, S status, String manager) {
        var apply = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build();
        var meta = seen.getMetadata();
        empty.setMetadata(new ObjectMetaBuilder()
                .withNamespace(meta.getNamespace())
                .withName(meta.getName())
                .withUid(meta.getUid())
                .build());
        empty.setSpec(null);
        empty.setStatus(status);
        try {
            cluster.writer().resource(empty).subresource("status").patch(apply, empty);
        } catch (KubernetesClientException e) {
            // Nobody is to be told any more.
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }
}
