package com.isotoma.dboperator.operator.runtime;

import com.isotoma.dboperator.operator.job.JobMarks;
import com.isotoma.dboperator.operator.objects.Ownership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The informers of what resources of one kind own: each object is announced to the resource that its label names. Watched
 * are only objects with the labels of whoever manages them.
 */
public final class Owned<P extends HasMetadata> {
    private final Map<Class<? extends HasMetadata>, InformerEventSource<? extends HasMetadata, P>> sources =
            new LinkedHashMap<>();

    /**
     * @param manager what app.kubernetes.io/managed-by says on them
     * @param label its value is the name of the resource that an object belongs to
     */
    public Owned(
            Class<P> owner,
            String manager,
            String label,
            List<Class<? extends HasMetadata>> kinds,
            EventSourceContext<P> context) {
        kinds.forEach(kind -> sources.put(kind, source(kind, owner, manager, label, context)));
    }

    public List<EventSource<?, P>> sources() {
        return List.copyOf(sources.values());
    }

    public Optional<HasMetadata> get(Class<? extends HasMetadata> kind, String namespace, String name) {
        return of(kind).get(new ResourceID(name, namespace)).map(HasMetadata.class::cast);
    }

    /** All objects of that kind that the resource owns as their controller, whatever their labels say. */
    public <T extends HasMetadata> List<T> all(Class<T> kind, P owner) {
        return of(kind).getSecondaryResources(owner).stream()
                .filter(object -> Ownership.ours(owner, object))
                .map(kind::cast)
                .toList();
    }

    /** The same of what such objects control in their turn, as a StatefulSet does its pods. */
    public <T extends HasMetadata> List<T> all(Class<T> kind, Class<? extends HasMetadata> through, P owner) {
        var between = all(through, owner);
        return of(kind).getSecondaryResources(owner).stream()
                .filter(object -> between.stream().anyMatch(controller -> Ownership.ours(controller, object)))
                .map(kind::cast)
                .toList();
    }

    private InformerEventSource<? extends HasMetadata, P> of(Class<? extends HasMetadata> kind) {
        var source = sources.get(kind);
        if (source == null) {
            throw new IllegalArgumentException(kind.getSimpleName() + " is not watched");
        }
        return source;
    }

    private static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> source(
            Class<R> kind, Class<P> owner, String manager, String label, EventSourceContext<P> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, owner)
                        .withName(kind.getSimpleName())
                        .withNamespacesInheritedFromController()
                        .withLabelSelector(JobMarks.MANAGED_BY + "=" + manager + "," + label)
                        .withSecondaryToPrimaryMapper(object -> ownerOf(object, label))
                        .build(),
                context);
    }

    private static Set<ResourceID> ownerOf(HasMetadata object, String label) {
        var name = object.getMetadata().getLabels().get(label);
        return name == null
                ? Set.of()
                : Set.of(new ResourceID(name, object.getMetadata().getNamespace()));
    }
}
