package com.isotoma.dboperator.operator.rbac;

/** A Database, whether or not it exists. */
public record DatabaseKey(String namespace, String name) {}
