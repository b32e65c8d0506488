package com.isotoma.dboperator.driver.cluster;

/** Whether a run may still change anything. Asked right before each call that does. Thread-safe. */
@FunctionalInterface
public interface Permit {
    Permit ALWAYS = () -> {};

    /** @throws LeaseLostException when another run may be at work */
    void require();
}
