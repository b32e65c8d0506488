package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * Asks after a login for what was demanded with it. A pooler between driver and server may forget it, among it the safe search
 * path, and gives each transaction any session of the server, so that locks and settings are another's.
 */
final class DirectServer {
    static final String REMEDY = "There is a connection pooler (PgBouncer or the like), not PostgreSQL itself: give the"
            + " server's own address in spec.connect.host and spec.connect.port";

    private DirectServer() {}

    /** @param demanded settings that the session was asked to begin with, as the server shows them */
    static void require(Connection connection, Endpoint endpoint, Map<String, String> demanded)
            throws SQLException, DriverException {
        // A pooler makes up the process of which it speaks at the login.
        int announced = connection.unwrap(PGConnection.class).getBackendPID();
        try (var statement = connection.prepareStatement("SELECT pg_catalog.pg_backend_pid(),"
                + " pg_catalog.current_setting(s), s FROM pg_catalog.unnest(?::pg_catalog.text[]) s")) {
            statement.setArray(
                    1, connection.createArrayOf("text", demanded.keySet().toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var name = rows.getString(3);
                    if (rows.getInt(1) != announced) {
                        throw pooler(endpoint, "the process that it announced does not work for this session");
                    }
                    if (!rows.getString(2).equals(demanded.get(name))) {
                        throw pooler(endpoint, "it did not set '" + name + "' as it was asked to");
                    }
                }
            }
        }
    }

    private static DriverException pooler(Endpoint endpoint, String because) {
        return DriverException.user(
                Reasons.INVALID_SPEC, "The server at " + endpoint.address() + " is none: " + because + ". " + REMEDY);
    }
}
