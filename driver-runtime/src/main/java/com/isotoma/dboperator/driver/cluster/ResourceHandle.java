package com.isotoma.dboperator.driver.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One resource as this run last saw it, and the only way to change it: by compare-and-set on what was read. Where somebody
 * else wrote meanwhile, the change is made again on what they left, but only while the resource has not been moved on.
 * Used by one thread at a time.
 *
 * @param <R> the kind
 * @param <S> its status
 */
public abstract class ResourceHandle<R extends CustomResource<?, S>, S> {
    private final ClusterClient cluster;
    private R current;

    protected ResourceHandle(ClusterClient cluster, R current) {
        this.cluster = cluster;
        this.current = current;
    }

    public final String namespace() {
        return current.getMetadata().getNamespace();
    }

    public final String name() {
        return current.getMetadata().getName();
    }

    public final String uid() {
        return current.getMetadata().getUid();
    }

    public final Instant createdAt() {
        return Instant.parse(current.getMetadata().getCreationTimestamp());
    }

    public final boolean deletionRequested() {
        return current.getMetadata().getDeletionTimestamp() != null;
    }

    /** The resource as it was last read or written. */
    public final R resource() {
        return current;
    }

    /**
     * Where the resource stands, with an equals method and a text for people. When it is another one than this run saw,
     * somebody else has moved the resource on. Null where that cannot happen.
     */
    protected abstract @Nullable Object position();

    /**
     * Reads the resource anew.
     *
     * @return whether it is still there
     * @throws LostRaceException when somebody else has moved it on
     */
    public final boolean refresh() {
        var before = position();
        var now = cluster.find(current);
        if (now.isPresent()) {
            current = now.get();
            requireUnmoved(before);
        }
        return now.isPresent();
    }

    /**
     * Changes the status.
     *
     * @param change makes the new status of the resource as it is; called again after somebody else has written
     * @throws LostRaceException when somebody else has moved the resource on, or it is gone
     */
    protected final void change(Function<R, S> change) {
        var before = position();
        while (true) {
            var next = change.apply(current);
            if (next.equals(current.getStatus())) {
                return;
            }
            current.setStatus(next);
            var written = cluster.replaceIfUnchanged(current, true);
            if (written.isPresent()) {
                current = written.get();
                return;
            }
            current = cluster.reread(current);
            requireUnmoved(before);
        }
    }

    private void requireUnmoved(@Nullable Object before) {
        var now = position();
        if (before == null ? now != null : !before.equals(now)) {
            throw new LostRaceException(
                    current.getKind() + " " + name() + " went from " + before + " to " + now + " by another hand");
        }
    }

    /** The value of an annotation; null when it is not there. */
    protected final @Nullable String annotation(String key) {
        var annotations = current.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(key);
    }

    /** Sets an annotation of a resource that is being edited. */
    protected static void annotate(HasMetadata resource, String key, String value) {
        var metadata = resource.getMetadata();
        var annotations =
                new TreeMap<>(Objects.requireNonNullElse(metadata.getAnnotations(), Map.<String, String>of()));
        annotations.put(key, value);
        metadata.setAnnotations(annotations);
    }

    protected final boolean hasFinalizer(String finalizer) {
        return current.getMetadata().getFinalizers().contains(finalizer);
    }

    /** Puts on a finalizer, unless the resource is being deleted already. */
    protected final void addFinalizer(String finalizer) {
        if (!hasFinalizer(finalizer) && !deletionRequested()) {
            edit(r -> {
                // Another run may have put it on meanwhile; a second one would never be taken off.
                var metadata = r.getMetadata();
                if (metadata.getDeletionTimestamp() == null
                        && !metadata.getFinalizers().contains(finalizer)) {
                    metadata.getFinalizers().add(finalizer);
                }
            });
        }
    }

    /** Takes a finalizer off, after which the resource may be gone. */
    protected final void removeFinalizer(String finalizer) {
        if (hasFinalizer(finalizer)) {
            edit(r -> r.getMetadata().getFinalizers().removeIf(finalizer::equals));
        }
    }

    /** Changes finalizers and annotations, again and again until nobody comes between. */
    protected final void edit(Consumer<R> change) {
        current = cluster.editMetadata(current, change);
    }
}
