package com.isotoma.dboperator.it;

import com.isotoma.dboperator.testsupport.LocalServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The local PostgreSQL server, seen by its admin and by applications. */
final class PostgresqlServer {
    static final String HOST = LocalServers.of("POSTGRESQL", "HOST");
    static final int PORT = LocalServers.number("POSTGRESQL", "PORT");
    static final String ADMIN = LocalServers.of("POSTGRESQL", "RESTRICTED_USER");
    static final String ADMIN_PASSWORD = LocalServers.of("POSTGRESQL", "RESTRICTED_PASSWORD");

    private PostgresqlServer() {}

    static Connection connect(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + HOST + ":" + PORT + "/" + database, user, password);
    }

    /** Logs in with what the Secret says, and nothing else. */
    static Connection connect(TestNamespace namespace, String secret) throws SQLException {
        return DriverManager.getConnection(
                namespace.secretValue(secret, "jdbc-url"),
                namespace.secretValue(secret, "username"),
                namespace.secretValue(secret, "password"));
    }

    static List<String> databasesLike(String pattern) throws SQLException {
        return names("SELECT datname FROM pg_database WHERE datname LIKE ? ORDER BY 1", pattern);
    }

    static List<String> rolesLike(String pattern) throws SQLException {
        return names("SELECT rolname FROM pg_roles WHERE rolname LIKE ? ORDER BY 1", pattern);
    }

    private static List<String> names(String query, String pattern) throws SQLException {
        try (var connection = connect("postgres", ADMIN, ADMIN_PASSWORD);
                var statement = connection.prepareStatement(query)) {
            statement.setString(1, pattern);
            var names = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }
}
