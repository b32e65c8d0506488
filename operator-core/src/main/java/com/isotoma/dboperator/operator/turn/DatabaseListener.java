package com.isotoma.dboperator.operator.turn;

/** Told of Databases by the controller that watches them, so that other kinds need not watch them too. */
public interface DatabaseListener {
    /** It was looked at, for whatever reason, or is gone. */
    default void seen(String namespace, String database) {}

    /** It or one of its Jobs has changed; told once for each state of them. */
    default void changed(String namespace, String database) {}

    /** It is gone. */
    default void gone(String namespace, String database) {}
}
