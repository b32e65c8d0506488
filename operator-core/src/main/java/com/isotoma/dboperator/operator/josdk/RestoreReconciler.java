package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.operator.events.UnreadableResources;
import com.isotoma.dboperator.operator.reconcile.RestoreFlow;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Inject;
import java.util.List;

/** Called for a Restore when it changes or its Database goes; wakes its Database. Changes nothing about it, ever. */
final class RestoreReconciler implements Reconciler<Restore> {
    private final RestoreFlow flow;
    private final Caches caches;
    private final Signals signals;

    private final UnreadableResources unreadable;

    @Inject
    RestoreReconciler(RestoreFlow flow, Caches caches, Signals signals, UnreadableResources unreadable) {
        this.unreadable = unreadable;
        this.flow = flow;
        this.caches = caches;
        this.signals = signals;
    }

    @Override
    public List<EventSource<?, Restore>> prepareEventSources(EventSourceContext<Restore> context) {
        caches.restores(context.getPrimaryCache());
        return List.of(signals.toRestores);
    }

    @Override
    public UpdateControl<Restore> reconcile(Restore restore, Context<Restore> context) {
        if (unreadable.refuse(restore)) {
            return UpdateControl.noUpdate();
        }
        signals.database(restore.getMetadata().getNamespace(), restore.getSpec().database());
        if (context.isPrimaryResourceDeleted()) {
            return UpdateControl.noUpdate();
        }
        return UpdateControl.<Restore>noUpdate().rescheduleAfter(flow.run(restore));
    }
}
