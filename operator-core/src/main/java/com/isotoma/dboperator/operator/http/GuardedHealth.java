package com.isotoma.dboperator.operator.http;

import java.util.function.BooleanSupplier;

/** A process that is not ready for its work as long as something that it depends on is missing. */
public record GuardedHealth(Health health, BooleanSupplier guard) implements Health {
    @Override
    public boolean alive() {
        return health.alive();
    }

    @Override
    public boolean ready() {
        return health.ready() && guard.getAsBoolean();
    }
}
