package com.isotoma.dboperator.operator.job;

import org.jspecify.annotations.Nullable;

/**
 * The resource that a Job works on, in the namespace of its Database.
 *
 * @param kind as {@code kind} says it in the resource
 * @param uid null for one that is named and gone
 */
public record Subject(String kind, String name, @Nullable String uid) {
    public static final String DATABASE = "Database";
}
