package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the tables: those in place go to a database of their own, the new ones into their place, all in one statement, which
 * the server carries out as a whole. That statement also renames a table of ours, by which a later run sees that it was
 * carried out.
 *
 * <p>Triggers cannot move, and events would go on acting; so both are dropped before. Where the statement fails, the caller
 * puts those of the database in use back.
 *
 * @param current database whose place is taken
 * @param wanted database by whose tables
 * @param old database for the tables that are in place
 */
record Exchange(Session session, Schema current, Schema wanted, Schema old) {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final int ROLLBACK_WAIT = 5;
    private static final String PENDING = "db_operator_pending";
    private static final String DONE = "db_operator_done";

    boolean isDone() throws DriverException {
        return old.hasTable(DONE);
    }

    /**
     * Throws with IN_USE when others' sessions have tables in use, while nothing has been changed. What else keeps tables
     * from being locked, such as triggers that do not work, is no obstacle.
     */
    void requireFreeTables() throws DriverException {
        var tables = new ArrayList<String>();
        for (var schema : List.of(current, wanted)) {
            schema.tables().forEach(table -> tables.add(schema.qualified(table)));
        }
        if (tables.isEmpty()) {
            return;
        }
        // Sessions that were ended a moment ago may still undo what they had begun.
        session.run("limit the wait for locks", "SET SESSION lock_wait_timeout = " + ROLLBACK_WAIT);
        try {
            session.run(
                    "lock the tables of '" + current.name() + "'",
                    "LOCK TABLES " + String.join(" WRITE, ", tables) + " WRITE");
        } catch (DriverException e) {
            if (e.kind() == DriverException.Kind.UNAVAILABLE) {
                throw e;
            }
            log.debug("tables that cannot be locked", e);
        }
        session.run("unlock tables", "UNLOCK TABLES");
        session.run("limit the wait for locks", "SET SESSION lock_wait_timeout = " + Session.LOCK_WAIT);
    }

    /** Makes what is ours; whatever a server refuses of that, it refuses before anything else is touched. */
    void prepare() throws DriverException {
        session.run(
                "create the database '" + old.name() + "'",
                "CREATE DATABASE IF NOT EXISTS " + Quoting.identifier(old.name()));
        session.run(
                "create a table in '" + old.name() + "'",
                "CREATE TABLE IF NOT EXISTS " + old.qualified(PENDING) + " (id INT PRIMARY KEY) ENGINE=InnoDB");
    }

    /** Views in the database in use whose names the new tables need. */
    List<String> viewsInTheWay() throws DriverException {
        var names = Set.copyOf(wanted.tables());
        return current.views().stream().filter(names::contains).toList();
    }

    /** Does it after {@link #prepare}; not to be called again when it is done. */
    void run() throws DriverException {
        current.dropActing();
        current.dropViews(viewsInTheWay());
        wanted.dropActing();
        var moves = new ArrayList<String>();
        moves.addAll(moves(current, old));
        moves.addAll(moves(wanted, current));
        moves.add(old.qualified(PENDING) + " TO " + old.qualified(DONE));
        session.runPatiently(
                "put the tables of '" + wanted.name() + "' into the place of those of '" + current.name() + "'",
                Schema.PATIENCE,
                "RENAME TABLE " + String.join(", ", moves));
    }

    private static List<String> moves(Schema from, Schema to) throws DriverException {
        return from.tables().stream()
                .map(table -> from.qualified(table) + " TO " + to.qualified(table))
                .toList();
    }
}
