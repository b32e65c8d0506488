package com.isotoma.dboperator.operator.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How controllers wake each other, so that each kind needs to be watched only once. A signal for a resource that does not
 * exist is lost, which is as it should be. Safe for use by several threads.
 */
public final class Signals {
    private final Map<Class<?>, SimpleInboundEventSource<? extends HasMetadata>> sources = new ConcurrentHashMap<>();

    /** Has the controller of a kind look at a resource; nothing happens for a kind that has none. */
    public void wake(Class<? extends HasMetadata> kind, String namespace, String name) {
        var source = sources.get(kind);
        if (source != null) {
            source.propagateEvent(new ResourceID(name, namespace));
        }
    }

    public void wake(HasMetadata resource) {
        wake(
                resource.getClass(),
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getName());
    }

    /** Where the controller of a kind hears of it. */
    @SuppressWarnings("unchecked") // made for this very kind
    <R extends HasMetadata> SimpleInboundEventSource<R> to(Class<R> kind) {
        return (SimpleInboundEventSource<R>)
                sources.computeIfAbsent(kind, k -> new SimpleInboundEventSource<R>("woken"));
    }
}
