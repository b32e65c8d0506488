package com.isotoma.dboperator.testsupport;

/** An application that is connected to its database and stays so. */
public interface ApplicationSession extends AutoCloseable {
    /** Whether the server still answers on it. */
    boolean works();

    @Override
    void close();
}
