package com.isotoma.dboperator.driver.spi;

/**
 * Whether this run may still change anything. It may not when another run may be at work on the same database, because
 * this one was cut off from the cluster, or stood still, for too long. The container asks before each call of a driver and
 * interrupts one that is under way; a driver asks again, once it has the server's own lock, since a process can stand still
 * between any two instructions.
 *
 * <p>A driver gets it by a public constructor that takes a Permit and is annotated with {@code jakarta.inject.Inject}.
 * Thread-safe, and cheap enough to be asked often.
 */
@FunctionalInterface
public interface Permit {
    /** For what is not one of several. */
    Permit ALWAYS = () -> {};

    /** Returns if it may; otherwise throws a RuntimeException, which passes through the driver unchanged. */
    void require();
}
