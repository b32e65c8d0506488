package com.isotoma.dboperator.operator.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Called by the framework for each resource of a kind; every call may be the first or the tenth. A slice contributes one. It
 * runs under the same lease, on the same threads, in the same namespaces and with the same retries as all others, and its
 * informers are part of the operator's health. The simple name of its class is that of no other: the framework goes by it
 * before it learns the controller's.
 */
public abstract class KindReconciler<R extends HasMetadata> implements Reconciler<R> {
    private final Kind<R> kind;
    private final Watching watching;

    protected KindReconciler(Kind<R> kind, Watching watching) {
        this.kind = kind;
        this.watching = watching;
    }

    final Kind<R> kind() {
        return kind;
    }

    @Override
    public final List<EventSource<?, R>> prepareEventSources(EventSourceContext<R> context) {
        watching.caches().add(kind, context.getPrimaryCache());
        var sources = new ArrayList<EventSource<?, R>>(sources(context));
        sources.add(watching.signals().to(kind.type()));
        return sources;
    }

    /** What is watched besides the resource itself. */
    protected List<? extends EventSource<?, R>> sources(EventSourceContext<R> context) {
        return List.of();
    }

    /** Asks first whether the resource can be read: one that cannot has nothing but its metadata. */
    @Override
    public final UpdateControl<R> reconcile(R resource, Context<R> context) {
        if (watching.unreadable().refuse(resource)) {
            return UpdateControl.noUpdate();
        }
        if (context.isPrimaryResourceDeleted()) {
            gone(resource);
            return UpdateControl.noUpdate();
        }
        return UpdateControl.<R>noUpdate().rescheduleAfter(run(resource));
    }

    /**
     * Does what the resource is due, and writes none of it.
     *
     * @return when to look again, if no event comes first
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached, or somebody
     *     else was quicker: try again
     */
    protected abstract Duration run(R resource);

    /** @param last the resource as it was last seen; it is gone */
    protected void gone(R last) {}
}
