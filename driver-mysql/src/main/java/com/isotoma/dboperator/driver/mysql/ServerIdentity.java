package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import java.util.Optional;
import java.util.UUID;

/**
 * What tells one server from another: the row of the table {@code db_operator.server}. A server's own server_uuid will not
 * do, since each member of a replication group has another one and MariaDB has none; the row is replicated with the marks.
 * It takes the server_uuid of the server on which it is first written, so that both agree until a failover.
 */
final class ServerIdentity {
    private static final String TABLE = Quoting.identifier(Claims.SCHEMA) + ".`server`";
    private static final String DOING = "read which server this is";

    private final Session session;

    ServerIdentity(Session session) {
        this.session = session;
    }

    /** The server with its identity, which MariaDB has only after {@link #ensure}; changes nothing. */
    ServerInfo info() throws DriverException {
        var recorded = recorded();
        return session.version().info((recorded.isPresent() ? recorded : own()).orElse(null));
    }

    /** Writes the row if it is not there. The schema is. */
    void ensure() throws DriverException {
        if (recorded().isPresent()) {
            return;
        }
        session.run("create the table for the server's identity", """
                CREATE TABLE IF NOT EXISTS %s (
                  `only` TINYINT NOT NULL,
                  `identity` VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                  PRIMARY KEY (`only`)
                ) ENGINE=InnoDB COMMENT='what tells this server from others: do not edit'
                """.formatted(TABLE));
        session.run(
                "write the server's identity",
                "INSERT INTO " + TABLE + " (`only`, `identity`) VALUES (1, ?) ON DUPLICATE KEY UPDATE `only` = `only`",
                own().orElseGet(() -> UUID.randomUUID().toString()));
    }

    private Optional<String> recorded() throws DriverException {
        return session.hasTable(DOING, TABLE)
                ? session.text(DOING, "SELECT `identity` FROM " + TABLE + " WHERE `only` = 1")
                : Optional.empty();
    }

    private Optional<String> own() throws DriverException {
        return session.rows(DOING, "SHOW GLOBAL VARIABLES LIKE 'server\\_uuid'", 2).stream()
                .map(row -> row.get(1))
                .filter(uuid -> !uuid.isEmpty())
                .findFirst();
    }
}
