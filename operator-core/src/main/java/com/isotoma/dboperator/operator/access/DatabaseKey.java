package com.isotoma.dboperator.operator.access;

/** A Database, whether or not it exists. */
public record DatabaseKey(String namespace, String name) {}
