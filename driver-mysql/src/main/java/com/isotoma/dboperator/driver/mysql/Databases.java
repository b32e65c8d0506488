package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;

/** Questions about databases. */
final class Databases {
    private static final Duration LONGEST_COUNT = Duration.ofHours(6);

    private Databases() {}

    static boolean exists(Session session, String name) throws DriverException {
        return session.exists(
                "look for the database '" + name + "'",
                "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?",
                name);
    }

    /** Throws unless the database is there and its owner's. */
    static void requireOwned(Session session, DatabaseTarget target) throws DriverException {
        var name = target.databaseName();
        if (!exists(session, name)) {
            throw DriverException.user(
                    Reasons.DATABASE_MISSING, "The database '" + name + "' does not exist on the server any more");
        }
        if (!new Claims(session).holds(target)) {
            throw Claims.conflict("The database '" + name + "' on the server does not belong to this Database");
        }
    }

    /**
     * Whether it has tables whose engine knows no transactions (MyISAM, Aria, MEMORY…). Only a lock gives a consistent
     * picture of these.
     */
    static boolean hasTablesWithoutTransactions(Session session, String name) throws DriverException {
        return session.exists("look for tables without transactions", """
                SELECT 1 FROM information_schema.tables t LEFT JOIN information_schema.engines e ON e.engine = t.engine
                WHERE t.table_schema = ? AND t.table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
                AND COALESCE(e.transactions, 'NO') <> 'YES' LIMIT 1
                """, name);
    }

    /** Whether it has nothing in it: no table, view, routine or event, and so no trigger. */
    static boolean isEmpty(Session session, String name) throws DriverException {
        return !session.exists("look into the database '" + name + "'", """
                SELECT 1 FROM information_schema.tables WHERE table_schema = ?
                UNION ALL SELECT 1 FROM information_schema.routines WHERE routine_schema = ?
                UNION ALL SELECT 1 FROM information_schema.events WHERE event_schema = ? LIMIT 1
                """, name, name, name);
    }

    /** What the server last knew of the size of the tables, without their indexes. */
    static long bytes(Session session, String name) throws DriverException {
        var sum = session.rows("look how large '" + name + "' is", """
                SELECT COALESCE(SUM(data_length), 0) FROM information_schema.tables
                WHERE table_schema = ? AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
                """, 1, name);
        return Long.parseLong(sum.getFirst().getFirst());
    }

    /** The largest statement that the server takes, in bytes. */
    static long largestPacket(Session session) throws DriverException {
        return Long.parseLong(session.text("ask for the largest packet", "SELECT @@global.max_allowed_packet")
                .orElse("0"));
    }

    /** The tables whose rows are counted. */
    static List<String> counted(Session session, String name) throws DriverException {
        return session.rows("list the tables of '" + name + "'", """
                        SELECT table_name FROM information_schema.tables
                        WHERE table_schema = ? AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY 1
                        """, 1, name).stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** The number of rows in each table. */
    static Contents contents(Session reader, String name, List<String> tables) throws DriverException {
        var rows = new HashMap<String, Long>();
        for (var table : tables) {
            rows.put(table, reader.countPatiently(name, table, LONGEST_COUNT));
        }
        return Contents.of(rows);
    }
}
