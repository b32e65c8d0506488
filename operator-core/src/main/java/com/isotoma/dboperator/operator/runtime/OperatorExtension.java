package com.isotoma.dboperator.operator.runtime;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;

/**
 * One kind of resource that the operator works on, with all that belongs to it. Implementations are found by {@link
 * java.util.ServiceLoader} among the jars of the program, the operator's own and others, so that no class names them; they
 * have a public constructor without parameters.
 *
 * <p>It may ask for whatever the operator binds: the client, the clock, {@link ControllerSettings}, the settings of Jobs, the
 * reporter, what applies objects and writes statuses. Every other binding has to be its own and explicit.
 */
public abstract class OperatorExtension extends AbstractModule {
    /** Adds a controller. */
    protected final void reconciler(Class<? extends KindReconciler<?>> reconciler) {
        bind(reconciler).in(Singleton.class);
        reconcilers(binder()).addBinding().to(reconciler);
    }

    /**
     * Adds to what the operator asks all slices for: {@link com.isotoma.dboperator.operator.turn.TurnKind}, {@link
     * com.isotoma.dboperator.operator.turn.DatabaseListener}, {@link com.isotoma.dboperator.operator.rbac.AccessNeeds}, {@link
     * Sweep}, and metrics as {@link io.prometheus.metrics.model.registry.MultiCollector}.
     */
    protected final <T> void contribute(Class<T> door, Class<? extends T> contribution) {
        bind(contribution).in(Singleton.class);
        Multibinder.newSetBinder(binder(), door).addBinding().to(contribution);
    }

    /** The same of values: {@link com.isotoma.dboperator.operator.job.OperationJob} and {@link com.isotoma.dboperator.operator.job.SubjectKind}. */
    protected final <T> void contribute(Class<T> door, T contribution) {
        Multibinder.newSetBinder(binder(), door).addBinding().toInstance(contribution);
    }

    static Multibinder<KindReconciler<?>> reconcilers(Binder binder) {
        return Multibinder.newSetBinder(binder, new TypeLiteral<>() {});
    }
}
