package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.sql.Programs;
import com.isotoma.dboperator.testsupport.CrampedServer;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A server that tests can use.
 *
 * @param superuser the account that tests look with
 * @param admin the account that the driver gets
 */
record TestServer(String host, int port, Credentials superuser, Credentials admin) {
    static TestServer superuser18() {
        return local("POSTGRESQL", "ADMIN");
    }

    static TestServer restricted18() {
        return local("POSTGRESQL", "RESTRICTED");
    }

    static TestServer restricted15() {
        return local("POSTGRESQL_15", "RESTRICTED");
    }

    /** Version 18's programs, which serve all servers. */
    static Tools tools() {
        return new Tools(new Programs(Path.of(LocalServers.of("POSTGRESQL", "BIN"))));
    }

    static TestServer cramped(CrampedServer server) {
        return known(server::of, "RESTRICTED");
    }

    private static TestServer local(String server, String admin) {
        return known(key -> LocalServers.of(server, key), admin);
    }

    private static TestServer known(UnaryOperator<String> variables, String admin) {
        return new TestServer(
                variables.apply("HOST"),
                Integer.parseInt(variables.apply("PORT")),
                account(variables, "ADMIN"),
                account(variables, admin));
    }

    private static Credentials account(UnaryOperator<String> variables, String which) {
        return new Credentials(variables.apply(which + "_USER"), variables.apply(which + "_PASSWORD"));
    }

    DatabaseTarget target(Owner owner, String name) {
        return target(owner, name, Map.of());
    }

    DatabaseTarget target(Owner owner, String name, Map<String, Object> options) {
        return new DatabaseTarget(
                owner,
                name,
                name,
                new Settings("spec.connect", Map.of("host", host, "port", port)),
                new Settings("spec.options", options),
                admin);
    }

    /** A connection that knows nothing of the driver's own code. */
    Connection connect(String database, Credentials account) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(account.username());
        source.setPassword(account.password());
        source.setConnectTimeout(10);
        source.setSocketTimeout(120);
        return source.getConnection();
    }

    Connection asApplication(DatabaseTarget target, String password) throws SQLException {
        return connect(target.databaseName(), new Credentials(Logins.of(target).first(), password));
    }

    Connection asAdmin() throws SQLException {
        return connect("postgres", admin);
    }

    /** Runs statements as superuser in {@code database}. */
    void run(String database, String... statements) throws SQLException {
        try (var connection = connect(database, superuser)) {
            run(connection, statements);
        }
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column, as text, of what the superuser sees in {@code database}. */
    List<String> ask(String database, String sql, String... values) throws SQLException {
        try (var connection = connect(database, superuser)) {
            return ask(connection, sql, values);
        }
    }

    static List<String> ask(Connection connection, String sql, String... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                var all = new ArrayList<String>();
                while (rows.next()) {
                    all.add(String.valueOf(rows.getString(1)));
                }
                return all;
            }
        }
    }
}
