package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;

/** Opens connections of JDBC, with time-outs everywhere and no more trust in the other end than the endpoint allows. */
final class Connector {
    static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_SCRIPT = Duration.ofHours(6);

    /** Broken long ago: from one answer the password's hash can be found. */
    private static final String NEVER = "mysql_old_password";

    /** Ways to log in that show the password, or something as good, to whoever asks. */
    private static final String ONLY_TO_THE_SERVER_ITSELF = "mysql_clear_password,authentication_ldap_sasl_client,"
            + "authentication_kerberos_client,authentication_oci_client,authentication_openid_connect_client,"
            + "authentication_webauthn_client";

    /** Of this account, by its own limit or by the server's for all. */
    private static final Set<Integer> TOO_MANY_CONNECTIONS = Set.of(1226, 1203);

    private Connector() {}

    static Connection connect(Endpoint endpoint, Credentials login) throws SQLException, DriverException {
        return connect(endpoint, properties(endpoint, login));
    }

    /** One that takes many statements at once, and begins as an application's own sessions do. */
    static Connection connectForScripts(Endpoint endpoint, Credentials login) throws SQLException, DriverException {
        var properties = properties(endpoint, login);
        properties.setProperty("allowMultiQueries", "true");
        // Or the JDBC driver asks questions of its own in between, and the statements cannot be counted.
        properties.setProperty("readOnlyPropagatesToServer", "false");
        properties.setProperty("sessionVariables", "lock_wait_timeout=" + Session.LOCK_WAIT);
        properties.setProperty("socketTimeout", String.valueOf(LONGEST_SCRIPT.toMillis()));
        return connect(endpoint, properties);
    }

    private static Connection connect(Endpoint endpoint, Properties properties) throws SQLException, DriverException {
        var url = "jdbc:mysql://" + endpoint.address() + "/";
        try (var stores = TlsStores.of(endpoint)) {
            stores.describe(properties);
            return DriverManager.getConnection(url, properties);
        } catch (IOException e) {
            throw DriverException.internal(
                    Reasons.INTERNAL_ERROR, "Cannot hand certificates to the JDBC driver: " + e.getMessage(), e);
        }
    }

    /** Whether the server takes this login. It counts connections after it has looked at the password. */
    static boolean accepts(Endpoint endpoint, Credentials login) throws DriverException {
        try (var connection = connect(endpoint, login)) {
            return connection.isValid(0);
        } catch (SQLException e) {
            return TOO_MANY_CONNECTIONS.contains(e.getErrorCode());
        }
    }

    /** Tries logins at the server of a target. One that fails for another reason proves nothing, and counts as refused. */
    static Account.Trial trial(DatabaseTarget target) {
        return (username, password) -> {
            try {
                return accepts(Endpoint.of(target.connect()), new Credentials(username, password));
            } catch (DriverException e) {
                return false;
            }
        };
    }

    private static Properties properties(Endpoint endpoint, Credentials login) {
        var properties = new Properties();
        properties.setProperty("user", login.username());
        properties.setProperty("password", login.password());
        properties.setProperty("sslMode", endpoint.tls().name());
        properties.setProperty(
                "allowPublicKeyRetrieval", String.valueOf(endpoint.tls().mayBePlain()));
        properties.setProperty(
                "disabledAuthenticationPlugins",
                endpoint.tls().verifies() ? NEVER : NEVER + "," + ONLY_TO_THE_SERVER_ITSELF);
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT.toMillis()));
        properties.setProperty("socketTimeout", String.valueOf(SOCKET_TIMEOUT.toMillis()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("characterEncoding", "UTF-8");
        // Braces in names are no JDBC escapes.
        properties.setProperty("processEscapeCodesForPrepStmts", "false");
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("allowLoadLocalInfile", "false");
        properties.setProperty("allowMultiQueries", "false");
        properties.setProperty("netTimeoutForStreamingResults", "0");
        // Not the server's setting: an SQL mode of its own must not change what the statements of this driver mean.
        properties.setProperty(
                "sessionVariables", "lock_wait_timeout=" + Session.LOCK_WAIT + ",sql_mode='STRICT_ALL_TABLES'");
        return properties;
    }
}
