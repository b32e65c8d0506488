package com.isotoma.dboperator.testkit;

import java.sql.Connection;
import java.sql.SQLException;

/** An application that is connected to its database and stays so. */
public interface ApplicationSession extends AutoCloseable {
    /** Whether the server still answers on it. */
    boolean works();

    @Override
    void close();

    /** One over JDBC. */
    static ApplicationSession of(Connection connection) {
        return new ApplicationSession() {
            @Override
            public boolean works() {
                try (var statement = connection.createStatement()) {
                    return statement.execute("SELECT 1");
                } catch (SQLException e) {
                    return false;
                }
            }

            @Override
            public void close() {
                try {
                    connection.close();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
