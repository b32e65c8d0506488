package com.isotoma.dboperator.operator.status;

import com.isotoma.dboperator.operator.objects.Applier;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.inject.Inject;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes the operator's own fields of a status and no others. Safe for use by several threads. */
public final class StatusWriter {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Applier.FIELD_MANAGER)
            .withForce(true)
            .build();

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int ATTEMPTS = 5;

    private final KubernetesClient client;

    @Inject
    public StatusWriter(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Writes what is to be said, unless it stands there already. The cache may lag behind, so what is there is read before
     * it is changed, and the change is bound to what was read.
     *
     * @param seen the resource as the cache has it
     * @param empty makes a resource without content
     * @param part all of the operator's fields, given the resource as it is
     * @param holds whether a status says what the part says
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached, or others
     *     change the resource all the time: try again
     */
    public <S, R extends CustomResource<?, S>> void write(
            R seen, Supplier<R> empty, Function<R, S> part, BiPredicate<@Nullable S, S> holds) {
        if (holds.test(seen.getStatus(), part.apply(seen))) {
            return;
        }
        for (var attempt = 1; ; attempt++) {
            var live = client.resource(seen).get();
            if (live == null || !uid(live).equals(uid(seen))) {
                return;
            }
            var status = part.apply(live);
            if (holds.test(live.getStatus(), status)) {
                return;
            }
            try {
                client.resource(live).subresource("status").patch(APPLY, patch(live, empty.get(), status));
                return;
            } catch (KubernetesClientException e) {
                // A spec that changes, a backup that ends, or a deletion at this moment: no reason to begin anew.
                boolean changed = e.getCode() == CONFLICT || e.getCode() == NOT_FOUND;
                if (!changed || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static <S, R extends CustomResource<?, S>> R patch(R live, R patch, S status) {
        var meta = live.getMetadata();
        patch.getMetadata().setNamespace(meta.getNamespace());
        patch.getMetadata().setName(meta.getName());
        patch.getMetadata().setUid(meta.getUid());
        patch.getMetadata().setResourceVersion(meta.getResourceVersion());
        patch.setSpec(null);
        patch.setStatus(status);
        return patch;
    }

    private static String uid(HasMetadata resource) {
        return resource.getMetadata().getUid();
    }
}
