package com.isotoma.dboperator.driver.cluster;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;

/** The part of a status that is the runs', by server-side apply: what others write beside it stays. */
final class AppliedStatus {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("db-operator-driver")
            .withForce(true)
            .build();

    private AppliedStatus() {}

    /**
     * Nothing happens if the resource is gone, or another one has its name.
     *
     * @param empty one of the same kind with nothing in it
     */
    static <R extends CustomResource<?, S>, S> void write(ClusterClient cluster, R seen, R empty, S status) {
        var meta = seen.getMetadata();
        empty.setMetadata(new ObjectMetaBuilder()
                .withNamespace(meta.getNamespace())
                .withName(meta.getName())
                .withUid(meta.getUid())
                .build());
        empty.setSpec(null);
        empty.setStatus(status);
        try {
            cluster.writer().resource(empty).subresource("status").patch(APPLY, empty);
        } catch (KubernetesClientException e) {
            // Nobody is to be told any more.
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }
}
