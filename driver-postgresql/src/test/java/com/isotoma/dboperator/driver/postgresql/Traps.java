package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.testkit.Trap;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a server may run a function of the application: while it plans, while it reads, and while it copies. */
final class Traps {
    /** Refuses to be run by an admin of the tests; of any other account it takes everything. */
    private static final String SEIZE =
            "CREATE OR REPLACE FUNCTION seize(int) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN"
                    + " IF session_user IN ('postgres', 'restricted') OR current_user IN ('postgres', 'restricted') THEN"
                    + " RAISE EXCEPTION '" + Trap.SPRUNG
                    + ": %, %', session_user, current_user; END IF; RETURN true; END $$";

    private static final String INSERT = "INSERT INTO trap VALUES (2)";

    private record Kind(
            String name, List<String> statements, @Nullable String spring) {
        /** With a table of its own. */
        Kind numbered(int number) {
            var table = "trap" + number;
            return new Kind(
                    name,
                    Stream.concat(statements.stream(), Stream.of("INSERT INTO trap VALUES (1)"))
                            .map(sql -> sql.replace("trap", table))
                            .toList(),
                    spring == null ? null : spring.replace("trap", table));
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "predicate of an index",
                    List.of("CREATE TABLE trap (x int)", "CREATE INDEX ON trap (x) WHERE seize(1)"),
                    "SELECT count(*) FROM trap"),
            new Kind(
                    "expression of an index",
                    List.of("CREATE TABLE trap (x int)", "CREATE INDEX ON trap ((seize(1)), x)"),
                    INSERT),
            new Kind(
                    "expression of a statistic",
                    List.of("CREATE TABLE trap (x int)", "CREATE STATISTICS s ON (seize(1)), (seize(x)) FROM trap"),
                    "ANALYZE trap"),
            new Kind("check", List.of("CREATE TABLE trap (x int CHECK (seize(1) AND seize(x)))"), INSERT),
            new Kind(
                    "key of partitions",
                    List.of(
                            "CREATE TABLE trap (x int) PARTITION BY LIST (seize(x))",
                            "CREATE TABLE trap_part PARTITION OF trap FOR VALUES IN (true)"),
                    INSERT),
            new Kind(
                    "policy",
                    List.of(
                            "CREATE TABLE trap (x int)",
                            "ALTER TABLE trap ENABLE ROW LEVEL SECURITY",
                            "CREATE POLICY p ON trap USING (seize(1) AND seize(x))"),
                    null),
            new Kind(
                    "generated column",
                    List.of("CREATE TABLE trap (x int, y boolean GENERATED ALWAYS AS (seize(x)) STORED)"),
                    INSERT),
            new Kind(
                    "view",
                    List.of("CREATE VIEW trap_view AS SELECT seize(1)", "CREATE TABLE trap (x int)"),
                    "SELECT * FROM trap_view"),
            new Kind(
                    "default and trigger",
                    List.of(
                            "CREATE TABLE trap (x int, y boolean DEFAULT seize(1))",
                            "CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS"
                                    + " $$ BEGIN PERFORM seize(1); RETURN new; END $$",
                            "CREATE TRIGGER t BEFORE INSERT ON trap FOR EACH ROW EXECUTE FUNCTION fire()"),
                    INSERT),
            new Kind(
                    "type with a check",
                    List.of("CREATE DOMAIN wary AS int CHECK (seize(VALUE))", "CREATE TABLE trap (x wary)"),
                    INSERT));

    private Traps() {}

    static List<Trap> on(TestServer server) {
        return IntStream.range(0, KINDS.size())
                .mapToObj(i -> trap(server, KINDS.get(i).numbered(i)))
                .toList();
    }

    private static Trap trap(TestServer server, Kind kind) {
        var spring = kind.spring();
        return new Trap(
                kind.name(),
                (target, password) -> lay(server, target, password, kind),
                spring == null ? null : target -> server.run(target.databaseName(), spring));
    }

    private static void lay(TestServer server, DatabaseTarget target, String password, Kind kind) throws SQLException {
        var statements = new ArrayList<String>(List.of(SEIZE));
        statements.addAll(kind.statements());
        try (var connection = server.asApplication(target, password)) {
            TestServer.run(connection, statements.toArray(String[]::new));
        }
    }
}
