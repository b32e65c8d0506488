package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.ServiceBinding;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;

/** Applications that know nothing but their binding. */
final class Applications {
    private static final int ACCESS_DENIED = 1045;
    private static final int DATABASE_DENIED = 1044;
    private static final int NO_SUCH_DATABASE = 1049;

    private Applications() {}

    /** By the parts of the URI, and by the JDBC URL as it is. */
    static boolean canConnect(ServiceBinding binding, String password) throws SQLException {
        var uri = URI.create(binding.uri());
        var account = uri.getRawUserInfo().split(":", 2);
        var user = decoded(account[0]);
        var database = decoded(uri.getRawPath().substring(1));
        var server = "jdbc:mysql://" + uri.getHost() + ":" + uri.getPort() + "/";
        // Connector/J leaves blanks at the ends of a database's name out, whatever the URL says.
        boolean jdbcCan = database.equals(database.strip());
        var jdbcUrl = Objects.requireNonNull(binding.jdbcUrl()).replace("jdbc:mariadb:", "jdbc:mysql:");
        return connects(server, user, decoded(account[1]), database)
                && (!jdbcCan || connects(jdbcUrl, user, password, ""));
    }

    private static boolean connects(String url, String user, String password, String use) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("allowPublicKeyRetrieval", "true");
        // Names in braces are no JDBC escapes.
        properties.setProperty("enableEscapeProcessing", "false");
        properties.setProperty("processEscapeCodesForPrepStmts", "false");
        properties.setProperty("connectTimeout", "10000");
        properties.setProperty("socketTimeout", "60000");
        try (var connection = DriverManager.getConnection(url, properties);
                var statement = connection.createStatement()) {
            if (!use.isEmpty()) {
                statement.execute("USE " + Quoting.identifier(use));
            }
            return !statement
                    .executeQuery("SELECT database() WHERE database() IS NULL")
                    .next();
        } catch (SQLException e) {
            return switch (e.getErrorCode()) {
                case ACCESS_DENIED, DATABASE_DENIED, NO_SUCH_DATABASE -> false;
                default -> throw e;
            };
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
