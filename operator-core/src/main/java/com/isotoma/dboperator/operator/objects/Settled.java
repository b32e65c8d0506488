package com.isotoma.dboperator.operator.objects;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.isotoma.dboperator.driver.support.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Objects;

/**
 * Remembers in which state each object answered to which wish, so that it need not be applied again until either changes.
 * Forgetting costs one request. Safe for use by several threads.
 */
final class Settled {
    private static final long REMEMBERED = 50_000;

    private final Cache<String, Match> matches =
            CacheBuilder.newBuilder().maximumSize(REMEMBERED).build();

    void remember(HasMetadata object, HasMetadata wanted) {
        matches.put(object.getMetadata().getUid(), new Match(state(object), digest(wanted)));
    }

    boolean is(HasMetadata object, HasMetadata wanted) {
        return Objects.equals(
                matches.getIfPresent(object.getMetadata().getUid()), new Match(state(object), digest(wanted)));
    }

    /** All but the status: a kind that has one counts the changes of its spec. */
    private static List<Object> state(HasMetadata object) {
        var meta = object.getMetadata();
        var generation = meta.getGeneration();
        return List.of(
                generation == null || generation == 0 ? meta.getResourceVersion() : generation,
                meta.getLabels(),
                meta.getAnnotations(),
                meta.getOwnerReferences());
    }

    private static String digest(HasMetadata wanted) {
        return Labels.hash(Serialization.asJson(wanted));
    }

    private record Match(List<Object> state, String wanted) {}
}
