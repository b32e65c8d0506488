package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.testsupport.CrampedServer;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * A real server, and a way into it beside the driver under test.
 *
 * @param tools folder of its client programs
 */
record TestServer(String host, int port, Credentials admin, Path tools) {
    /** @param account {@code ADMIN}, or {@code RESTRICTED} for one as a managed service gives */
    static TestServer local(String server, String account) {
        return known(key -> LocalServers.of(server, key), account);
    }

    static TestServer cramped(CrampedServer server) {
        return own(server, "RESTRICTED");
    }

    /** One that the test has for itself. */
    static TestServer own(CrampedServer server, String account) {
        return known(server::of, account);
    }

    private static TestServer known(UnaryOperator<String> variables, String account) {
        return new TestServer(
                variables.apply("HOST"),
                Integer.parseInt(variables.apply("PORT")),
                new Credentials(variables.apply(account + "_USER"), variables.apply(account + "_PASSWORD")),
                Path.of(variables.apply("BIN")));
    }

    DatabaseTarget target(Owner owner, String database, String username) {
        return target(owner, database, username, Map.of(), Map.of());
    }

    DatabaseTarget target(
            Owner owner, String database, String username, Map<String, Object> connect, Map<String, Object> options) {
        var all = new HashMap<String, Object>(Map.of("host", host, "port", port));
        all.putAll(connect);
        return new DatabaseTarget(
                owner,
                database,
                username,
                new Settings("spec.connect", all),
                new Settings("spec.options", options),
                admin);
    }

    Connection asAdmin() throws SQLException {
        return connect("", admin.username(), admin.password());
    }

    Connection asApplication(DatabaseTarget target, String password) throws SQLException {
        return connect(target.databaseName(), target.username(), password);
    }

    Connection connect(String database, String user, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("characterEncoding", "UTF-8");
        // Names in braces are no JDBC escapes.
        properties.setProperty("enableEscapeProcessing", "false");
        properties.setProperty("processEscapeCodesForPrepStmts", "false");
        properties.setProperty("connectTimeout", "10000");
        properties.setProperty("socketTimeout", "60000");
        var connection = DriverManager.getConnection("jdbc:mysql://" + host + ":" + port + "/", properties);
        if (!database.isEmpty()) {
            run(connection, "USE " + Quoting.identifier(database));
        }
        return connection;
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    static List<String> texts(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
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

    void asAdmin(String... statements) throws SQLException {
        try (var connection = asAdmin()) {
            run(connection, statements);
        }
    }

    List<String> askAdmin(String sql, Object... values) throws SQLException {
        try (var connection = asAdmin()) {
            return texts(connection, sql, values);
        }
    }
}
