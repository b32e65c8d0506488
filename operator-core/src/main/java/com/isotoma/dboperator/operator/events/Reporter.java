package com.isotoma.dboperator.operator.events;

/** Says things about resources where their owners look. Safe for use by several threads. */
@FunctionalInterface
public interface Reporter {
    /** Never throws: what cannot be delivered is logged. */
    void report(Report report);
}
