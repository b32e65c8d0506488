package com.isotoma.dboperator.operator.turn;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;

/** The lanes of Databases, and who takes turns at them. */
public final class TurnModule extends AbstractModule {
    @Override
    protected void configure() {
        Multibinder.newSetBinder(binder(), TurnKind.class);
        Multibinder.newSetBinder(binder(), DatabaseListener.class);
        bind(Lanes.class).in(Singleton.class);
        bind(TurnFlow.class).in(Singleton.class);
    }
}
