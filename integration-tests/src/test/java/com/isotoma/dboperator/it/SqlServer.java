package com.isotoma.dboperator.it;

import com.isotoma.dboperator.testsupport.LocalServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What PostgreSQL and the MySQL family have in common. */
abstract class SqlServer implements Server {
    private final String driver;
    private final String variable;

    SqlServer(String driver, String variable) {
        this.driver = driver;
        this.variable = variable;
    }

    /** The JDBC URL of a database; the empty name is for the admin. */
    abstract String url(String host, int port, String database);

    abstract String quoted(String name);

    /** A statement that makes a table {@code filler} of some megabytes. */
    abstract String filling();

    @Override
    public String driver() {
        return driver;
    }

    @Override
    public String host() {
        return LocalServers.of(variable, "HOST");
    }

    @Override
    public int port() {
        return LocalServers.number(variable, "PORT");
    }

    /** Not the one that may do everything: managed services give no better one than this. */
    @Override
    public String admin() {
        return LocalServers.of(variable, "RESTRICTED_USER");
    }

    @Override
    public String adminPassword() {
        return LocalServers.of(variable, "RESTRICTED_PASSWORD");
    }

    String tool(String name) {
        return LocalServers.of(variable, "BIN") + "/" + name;
    }

    @Override
    public void store(Map<String, String> secret, String text) throws SQLException {
        try (var connection = asApplication(secret);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, note VARCHAR(200))");
            statement.execute("INSERT INTO notes SELECT COUNT(*) + 1, '" + text.replace("'", "''") + "' FROM notes");
        }
    }

    @Override
    public List<String> stored(Map<String, String> secret) throws SQLException {
        try (var connection = asApplication(secret)) {
            return texts(connection, "SELECT note FROM notes ORDER BY id");
        }
    }

    @Override
    public void fill(Map<String, String> secret) throws SQLException {
        try (var connection = asApplication(secret);
                var statement = connection.createStatement()) {
            statement.execute(filling());
        }
    }

    @Override
    public void makeForeign(String database) throws SQLException {
        execute("CREATE DATABASE " + quoted(database));
    }

    @Override
    public void dropForeign(String database) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + quoted(database));
    }

    @Override
    public void lose(String database) throws SQLException {
        dropForeign(database);
    }

    Connection asApplication(Map<String, String> secret) throws SQLException {
        return DriverManager.getConnection(
                url(value(secret, "host"), Integer.parseInt(value(secret, "port")), value(secret, "database")),
                value(secret, "username"),
                value(secret, "password"));
    }

    /** As the one that may do everything. */
    Connection asRoot() throws SQLException {
        return asRootIn("");
    }

    /** The same, in a database. */
    Connection asRootIn(String database) throws SQLException {
        return DriverManager.getConnection(
                url(host(), port(), database),
                LocalServers.of(variable, "ADMIN_USER"),
                LocalServers.of(variable, "ADMIN_PASSWORD"));
    }

    List<String> asRoot(String query, String... parameters) throws SQLException {
        try (var connection = asRoot()) {
            return texts(connection, query, parameters);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = asRoot();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String value(Map<String, String> secret, String key) {
        return Objects.requireNonNull(secret.get(key), "the Secret has no key " + key);
    }

    private static List<String> texts(Connection connection, String query, String... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            var texts = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        }
    }
}
