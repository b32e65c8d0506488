package com.isotoma.dboperator.operator.runtime;

import java.util.Set;

/** Work of a slice that no event announces. Called every few seconds, by one thread, of the operator that leads. */
@FunctionalInterface
public interface Sweep {
    /** @param namespaces those that are watched; empty for all */
    void run(Set<String> namespaces);
}
