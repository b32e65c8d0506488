package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The events of a restored database that are to act again once it is in its place: the table {@code db_operator.events}.
 * Until then they are disabled, so that nothing changes what is compared.
 */
record HeldEvents(Session admin) {
    private static final String TABLE = Quoting.identifier(Claims.SCHEMA) + ".`events`";
    private static final String DOING = "note which events are to be enabled";

    /** @param database that nothing is known of from now on */
    void forget(String database) throws DriverException {
        if (admin.hasTable(DOING, TABLE)) {
            admin.run(DOING, "DELETE FROM " + TABLE + " WHERE `database_name` = ?", database);
        }
    }

    /**
     * Writes down what was enabled in the dump, and disables what is enabled all the same, where a dump was not written in
     * the usual form.
     *
     * @param events that were made disabled, and had been enabled
     * @param login of the application's account: whoever alters an event becomes its owner
     */
    void hold(DatabaseTarget target, List<String> events, Credentials login) throws DriverException {
        var database = target.databaseName();
        var all = new ArrayList<>(events);
        var enabled = named(database, "ENABLED");
        if (!enabled.isEmpty()) {
            try (var own = Session.open(Endpoint.of(target.connect()), login, Set.of())) {
                for (var event : enabled) {
                    alter(own, database, event, "DISABLE");
                }
            }
            all.addAll(enabled);
        }
        remember(database, all);
    }

    /** Writes down that these events are to be enabled. */
    void remember(String database, List<String> events) throws DriverException {
        if (!events.isEmpty()) {
            prepare();
        }
        for (var event : events) {
            admin.run(
                    DOING,
                    "INSERT INTO " + TABLE + " (`database_name`, `event_name`) VALUES (?, ?)"
                            + " ON DUPLICATE KEY UPDATE `event_name` = `event_name`",
                    database,
                    event);
        }
    }

    private void prepare() throws DriverException {
        admin.run("create the table for events", """
                CREATE TABLE IF NOT EXISTS %s (
                  `database_name` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                  `event_name` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                  PRIMARY KEY (`database_name`, `event_name`)
                ) ENGINE=InnoDB COMMENT='which events of restored databases are to be enabled: do not edit'
                """.formatted(TABLE));
    }

    /**
     * Enables in one database what is held for another, which has taken its place. What is enabled already stays so.
     *
     * @param own session of the application's account
     */
    void enable(Session own, String restored, String database) throws DriverException {
        if (!admin.hasTable(DOING, TABLE)) {
            return;
        }
        var held = admin.rows(DOING, "SELECT `event_name` FROM " + TABLE + " WHERE `database_name` = ?", 1, restored);
        var disabled = named(database, "DISABLED");
        for (var row : held) {
            if (disabled.contains(row.get(0))) {
                alter(own, database, row.get(0), "ENABLE");
            }
        }
    }

    private static void alter(Session own, String database, String event, String state) throws DriverException {
        own.run(
                "alter the event '" + event + "' of '" + database + "'",
                "ALTER EVENT " + Quoting.identifier(database) + "." + Quoting.identifier(event) + " " + state);
    }

    private List<String> named(String database, String status) throws DriverException {
        return admin
                .rows(
                        "list the events of '" + database + "'",
                        "SELECT event_name FROM information_schema.events WHERE event_schema = ? AND status = ?",
                        1,
                        database,
                        status)
                .stream()
                .map(row -> row.get(0))
                .toList();
    }
}
