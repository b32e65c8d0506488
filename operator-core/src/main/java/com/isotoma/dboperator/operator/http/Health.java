package com.isotoma.dboperator.operator.http;

/** What the probes ask. Both answer at once and from memory. */
public interface Health {
    /** False when only a restart can help. */
    boolean alive();

    /** Whether the caches are filled and the process does its work, as the leader or waiting to become it. */
    boolean ready();
}
