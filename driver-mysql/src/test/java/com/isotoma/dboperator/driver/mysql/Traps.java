package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.testkit.Trap;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where a server may run a function of the application. */
final class Traps {
    /** The first kind has the table a0, the second a1, and so on. */
    private record Kind(String name, @Nullable String spring, List<String> statements) {
        Kind(String name, @Nullable String spring, String... statements) {
            this(name, spring, List.of(statements));
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "view",
                    "SELECT * FROM reading",
                    "CREATE VIEW reading AS SELECT trapped() AS x, trapped_invoker() AS y FROM a0"),
            new Kind(
                    "condition of a view",
                    "SELECT * FROM comparing",
                    "CREATE VIEW comparing AS SELECT id FROM a1 WHERE id = trapped()"),
            new Kind(
                    "view with the rights of its invoker",
                    "SELECT * FROM invoking",
                    "CREATE SQL SECURITY INVOKER VIEW invoking AS SELECT trapped_invoker() AS x FROM a2"),
            new Kind(
                    "trigger",
                    "INSERT INTO a3 VALUES (7)",
                    "CREATE TRIGGER acting BEFORE INSERT ON a3 FOR EACH ROW SET NEW.id = NEW.id + trapped() - 1",
                    "CREATE TRIGGER leaving BEFORE DELETE ON a3 FOR EACH ROW SET @x = trapped()"),
            new Kind("procedure", "CALL doing()", "CREATE PROCEDURE doing() SELECT trapped()"),
            new Kind("event", null, "CREATE EVENT ticking ON SCHEDULE EVERY 1 DAY DO SET @x = trapped()"));

    private Traps() {}

    static List<Trap> on(TestServer server) {
        return IntStream.range(0, KINDS.size())
                .mapToObj(i -> trap(server, KINDS.get(i), "a" + i))
                .toList();
    }

    private static Trap trap(TestServer server, Kind kind, String table) {
        var spring = kind.spring();
        return new Trap(
                kind.name(),
                (target, password) -> lay(server, target, password, kind, table),
                spring == null ? null : target -> spring(server, target, spring));
    }

    private static void lay(TestServer server, DatabaseTarget target, String password, Kind kind, String table)
            throws SQLException {
        var statements = new ArrayList<String>(List.of(
                "CREATE TABLE " + table + " (id INT PRIMARY KEY)",
                "INSERT INTO " + table + " VALUES (1), (2)",
                function(server, "trapped", "DEFINER"),
                function(server, "trapped_invoker", "INVOKER")));
        statements.addAll(kind.statements());
        try (var connection = server.asApplication(target, password)) {
            TestServer.run(connection, statements.toArray(String[]::new));
        }
    }

    private static String function(TestServer server, String name, String security) {
        return "CREATE FUNCTION IF NOT EXISTS " + name + "() RETURNS INT DETERMINISTIC SQL SECURITY " + security
                + " BEGIN IF USER() LIKE '" + server.admin().username()
                + "@%' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '" + Trap.SPRUNG + "'; END IF; RETURN 1; END";
    }

    private static void spring(TestServer server, DatabaseTarget target, String statement) throws SQLException {
        try (var connection = server.asAdmin()) {
            connection.setCatalog(target.databaseName());
            TestServer.run(connection, statement);
        }
    }
}
