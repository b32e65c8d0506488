package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.testkit.JudgedError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Errors of PostgreSQL, as the driver judges them by JDBC, by psql and by pg_dump. */
final class JudgedErrors {
    private static final int KILLED = 137;

    private JudgedErrors() {}

    static List<JudgedError> all() {
        var errors = new ArrayList<JudgedError>();
        errors.add(everywhere(true, "57P01", "terminating connection due to administrator command"));
        errors.add(everywhere(true, "57P03", "the database system is starting up"));
        errors.add(everywhere(true, "53300", "sorry, too many clients already"));
        errors.add(everywhere(
                true, "53300", "remaining connection slots are reserved for roles with the SUPERUSER attribute"));
        errors.add(everywhere(true, "53100", "could not extend file \"base/16384/2619\": No space left on device"));
        errors.add(everywhere(true, "53200", "out of memory"));
        errors.add(everywhere(true, "55P03", "canceling statement due to lock timeout"));
        errors.add(everywhere(true, "57014", "canceling statement due to statement timeout"));
        errors.add(everywhere(true, "40001", "could not serialize access due to concurrent update"));
        errors.add(everywhere(true, "40P01", "deadlock detected"));
        errors.add(everywhere(true, "XX000", "tuple concurrently updated"));
        errors.add(everywhere(false, "42501", "permission denied for table connections"));
        errors.add(everywhere(false, "42501", "permission denied for table terminating"));
        errors.add(everywhere(false, "22012", "division by zero"));
        errors.add(everywhere(false, "22P02", "invalid input syntax for type integer: \"lost connection\""));
        errors.add(everywhere(false, "42883", "function unaccent(text) does not exist"));
        errors.add(everywhere(false, "0A000", "cannot copy from foreign table \"connections\""));
        errors.add(everywhere(false, "P0001", "this row says: server closed the connection unexpectedly"));
        errors.add(everywhere(false, "58P01", "could not access file \"$libdir/gone\": No such file or directory"));
        errors.add(everywhere(false, "XX001", "invalid page in block 3 of relation base/16384/2619"));
        errors.add(everywhere(false, "XX001", "unexpected chunk number 1 (expected 0) for toast value 16390"));
        errors.add(everywhere(false, "XX000", "invalid memory alloc request size 18446744073709551613"));
        errors.add(everywhere(false, "ZZ999", "no table of ours knows this"));
        errors.addAll(ofOneWay());
        return errors;
    }

    /** What only one side reports. */
    private static List<JudgedError> ofOneWay() {
        return List.of(
                new JudgedError(
                        "a lost connection",
                        true,
                        Map.of(
                                "JDBC",
                                        ServerErrorsTest.ERRORS.of(
                                                "count rows", new SQLException("I/O error", "08006")),
                                "psql", psql(2, "psql: error: connection to server was lost"),
                                "pg_dump", pgDump(1, "pg_dump: error: query failed: SSL SYSCALL error: EOF detected"),
                                "pg_dump, copying",
                                        pgDump(
                                                1,
                                                "pg_dump: error: Dumping the contents of table \"a\" failed: PQgetCopyData() failed.",
                                                "pg_dump: detail: Error message from server: server closed the connection unexpectedly"),
                                "pg_dump, without words", pgDump(1, "pg_dump: error: query failed: "))),
                new JudgedError(
                        "no way to the server",
                        true,
                        Map.of(
                                "psql",
                                        psql(
                                                2,
                                                "psql: error: connection to server at \"db\", port 5432 failed: timeout expired"),
                                "pg_dump",
                                        pgDump(
                                                1,
                                                "pg_dump: error: connection to server at \"db\" (::1), port 5432 failed: Connection refused"))),
                new JudgedError(
                        "a program that was killed", true, Map.of("psql", psql(KILLED), "pg_dump", pgDump(KILLED))),
                new JudgedError(
                        "a table that goes while it is dumped",
                        true,
                        Map.of(
                                "pg_dump",
                                pgDump(
                                        1,
                                        "pg_dump: error: query failed: ERROR:  relation \"public.a\" does not exist"))),
                new JudgedError(
                        "words of the program's own that nobody knows",
                        false,
                        Map.of(
                                "psql", psql(3, "psql: error: no such option"),
                                "pg_restore",
                                        psql(1, "pg_restore: error: input file does not appear to be a valid archive"),
                                "pg_dump", pgDump(1, "pg_dump: error: no matching tables were found"))));
    }

    private static JudgedError everywhere(boolean passes, String state, String words) {
        var said = new ServerErrorMessage("SERROR\0C" + state + "\0M" + words + "\0Fsomewhere.c\0\0");
        return new JudgedError(
                state + " " + words,
                passes,
                Map.of(
                        "JDBC",
                        ServerErrorsTest.ERRORS.of("count rows", new PSQLException(said, true)),
                        "psql",
                        psql(
                                3,
                                "psql:<stdin>:7: ERROR:  " + state + ": " + words,
                                "LOCATION:  somewhere, somewhere.c:1"),
                        "pg_dump, asking",
                        pgDump(
                                1,
                                "pg_dump: error: query failed: ERROR:  " + words,
                                "pg_dump: detail: Query was: SELECT 1"),
                        "pg_dump, copying",
                        pgDump(
                                1,
                                "pg_dump: error: Dumping the contents of table \"connections\" failed: PQgetResult() failed.",
                                "pg_dump: detail: Error message from server: ERROR:  " + words,
                                "pg_dump: detail: Command was: COPY public.connections (i) TO stdout;")));
    }

    private static DriverException psql(int status, String... lines) {
        return new RestoreFailure().explain(Reasons.RESTORE_FAILED, "psql", status, List.of(lines));
    }

    private static DriverException pgDump(int status, String... lines) {
        return new DumpFailure().explain(Reasons.DUMP_FAILED, "pg_dump", status, List.of(lines));
    }
}
