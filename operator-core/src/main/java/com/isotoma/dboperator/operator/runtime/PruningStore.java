package com.isotoma.dboperator.operator.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.function.Consumer;

/**
 * A store for an informer that drops what the operator never reads before it is kept: most of each object, and every
 * password that somebody wrote into a spec. A store serves one informer, so it is for watching all namespaces at once; an
 * informer for each namespace keeps its objects whole.
 */
public final class PruningStore<T extends HasMetadata> extends BasicItemStore<T> {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final Consumer<T> pruning;

    public PruningStore(Consumer<T> pruning) {
        super(Cache::metaNamespaceKeyFunc);
        this.pruning = pruning;
    }

    /** Called before the object is kept or announced, in the one thread of its informer. */
    @Override
    public T put(String key, T object) {
        var meta = object.getMetadata();
        meta.setManagedFields(List.of());
        if (meta.getAnnotations() != null) {
            meta.getAnnotations().remove(LAST_APPLIED);
        }
        pruning.accept(object);
        return super.put(key, object);
    }
}
