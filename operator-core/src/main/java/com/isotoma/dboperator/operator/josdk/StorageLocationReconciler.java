package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.events.UnreadableResources;
import com.isotoma.dboperator.operator.reconcile.LocationFlow;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Inject;
import java.util.List;

/** Called for a StorageLocation when it changes, was tried out, or is to be. Changes nothing about it, ever. */
final class StorageLocationReconciler implements Reconciler<StorageLocation> {
    private final LocationFlow flow;
    private final Caches caches;

    private final UnreadableResources unreadable;

    @Inject
    StorageLocationReconciler(LocationFlow flow, Caches caches, UnreadableResources unreadable) {
        this.unreadable = unreadable;
        this.flow = flow;
        this.caches = caches;
    }

    @Override
    public List<EventSource<?, StorageLocation>> prepareEventSources(EventSourceContext<StorageLocation> context) {
        caches.locations(context.getPrimaryCache());
        return List.of();
    }

    @Override
    public UpdateControl<StorageLocation> reconcile(StorageLocation location, Context<StorageLocation> context) {
        if (unreadable.refuse(location)) {
            return UpdateControl.noUpdate();
        }
        return context.isPrimaryResourceDeleted()
                ? UpdateControl.noUpdate()
                : UpdateControl.<StorageLocation>noUpdate().rescheduleAfter(flow.run(location));
    }
}
