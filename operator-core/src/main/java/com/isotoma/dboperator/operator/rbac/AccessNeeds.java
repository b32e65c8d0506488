package com.isotoma.dboperator.operator.rbac;

/** What the runs of a Database need because of resources of one kind. The kind's slice contributes one. */
@FunctionalInterface
public interface AccessNeeds {
    /** @param database whether or not it exists */
    void add(DatabaseKey database, Needs needs);
}
