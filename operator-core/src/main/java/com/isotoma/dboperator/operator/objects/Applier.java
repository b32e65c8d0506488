package com.isotoma.dboperator.operator.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Brings objects to what is wanted by server-side apply, and leaves alone whatever is not its owner's. Idempotent, and
 * without a request where nothing has changed. Safe for use by several threads.
 */
public final class Applier {
    /** Whose fields they are. */
    public static final String FIELD_MANAGER = "db-operator";

    private final KubernetesClient client;
    private final Settled settled = new Settled();

    @Inject
    public Applier(KubernetesClient client) {
        this.client = client;
    }

    /**
     * @param wanted the object, with {@code owner} as its controller
     * @param known what the caches have of that name; null for nothing
     * @throws KubernetesClientException if the API server could not be reached or somebody else was quicker: try again
     */
    public Applied apply(HasMetadata owner, HasMetadata wanted, @Nullable HasMetadata known) {
        if (known != null && Ownership.ours(owner, known) && settled.is(known, wanted)) {
            return new Applied.Done(known);
        }
        try {
            var found = client.resource(wanted).get();
            if (found == null) {
                // Without force: what somebody else has created meanwhile is a conflict.
                return done(client.resource(wanted).fieldManager(FIELD_MANAGER).serverSideApply(), wanted);
            }
            if (!Ownership.ours(owner, found)) {
                return Ownership.ofPredecessor(owner, found)
                        ? Applied.leaving(found, owner)
                        : Applied.taken(found, owner);
            }
            return done(put(wanted, found), wanted);
        } catch (KubernetesClientException e) {
            if (Refusals.forGood(e)) {
                return Applied.refused(wanted, Refusals.message(e));
            }
            throw e;
        }
    }

    /**
     * Removes an object and what it owns; nothing happens if it has changed since it was read, or is gone.
     *
     * @throws KubernetesClientException if the API server could not be reached or refuses
     */
    public void remove(HasMetadata read) {
        try {
            client.resource(read)
                    .lockResourceVersion(read.getMetadata().getResourceVersion())
                    .delete();
        } catch (KubernetesClientException e) {
            if (e.getCode() != 409) {
                throw e;
            }
        }
    }

    /** With the uid of what was looked at: if another has taken its place, the API server refuses. */
    private HasMetadata put(HasMetadata wanted, HasMetadata found) {
        wanted.getMetadata().setUid(found.getMetadata().getUid());
        try {
            return client.resource(wanted)
                    .fieldManager(FIELD_MANAGER)
                    .forceConflicts()
                    .serverSideApply();
        } finally {
            wanted.getMetadata().setUid(null);
        }
    }

    private Applied done(HasMetadata result, HasMetadata wanted) {
        settled.remember(result, wanted);
        return new Applied.Done(result);
    }
}
