package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Whatever a server or a tool says about a row, the row's values reach no message. */
class NoRowsInWordsTest {
    /** In place of a value of a row; hostile characters stand around it. */
    private static final String VALUE = "Sekret-7391";

    /**
     * An error as PostgreSQL reports it.
     *
     * @param state SQLSTATE
     * @param message primary message
     * @param detail DETAIL, CONTEXT and HINT
     * @param file source file
     */
    record Reported(String state, String message, List<String> detail, String file) {}

    @Provide
    Arbitrary<Reported> errors() {
        var value = Arbitraries.of("", "'", "\"", "\"\"", "(", "): ", "\\", " line 1: ", "\t", "Ä", "{", "=")
                .list()
                .ofMaxSize(4)
                .map(around -> String.join("", around) + VALUE + String.join("", around));
        var carrying = Arbitraries.of(
                List.of("22P02", "invalid input syntax for type integer: \"%s\"", "numutils.c"),
                List.of("22P02", "invalid input value for enum mood: \"%s\"", "enum.c"),
                List.of("22003", "value \"%s\" is out of range for type integer", "numutils.c"),
                List.of("22007", "invalid input syntax for type date: »%s«", "datetime.c"),
                List.of("22008", "date/time field value out of range: \"%s\"", "datetime.c"),
                List.of("22021", "invalid byte sequence for encoding \"UTF8\": %s", "mbutils.c"),
                List.of("2201B", "invalid regular expression: %s", "regexp.c"),
                List.of("22023", "invalid value for parameter \"x\": \"%s\"", "guc.c"),
                List.of("42601", "syntax error at or near \"%s\"", "scan.l"),
                List.of("P0001", "the row %s is bad", "pl_exec.c"),
                List.of("P0004", "assertion failed: %s", "pl_exec.c"),
                List.of("23514", "raised by a function for %s", "pl_exec.c"),
                List.of("57P01", "raised by a function for %s", "pl_exec.c"),
                List.of("XX000", "died of %s at line 3.", "plperl.c"),
                List.of("38000", "ValueError: %s", "plpy_elog.c"),
                List.of("2F003", "it said %s", "functions.c"),
                List.of("F0000", "it said %s", "guc-file.c"),
                List.of("", "it said %s", "unknown.c"),
                List.of("99999", "it said %s", "unknown.c"),
                List.of("23514", "new row for relation \"a\" violates check constraint \"c\"", "execMain.c"),
                List.of("23505", "duplicate key value violates unique constraint \"a_pkey\"", "nbtinsert.c"),
                List.of(
                        "23502",
                        "null value in column \"x\" of relation \"a\" violates not-null constraint",
                        "execMain.c"));
        var details = Arbitraries.of(
                        "DETAIL:  Failing row contains (%s).",
                        "DETAIL:  Key (i)=(%s) already exists.",
                        "DETAIL:  Token \"%s\" is invalid.",
                        "HINT:  Perhaps you meant \"%s\".",
                        "CONTEXT:  COPY a, line 1: \"%s\"",
                        "CONTEXT:  COPY a, line 1, column b: \"%s\"",
                        "CONTEXT:  JSON data, line 1: %s",
                        "SQL statement \"SELECT '%s'\"",
                        "STATEMENT:  INSERT INTO a VALUES ('%s')",
                        "LINE 1: %s")
                .list()
                .ofMaxSize(4);
        return Combinators.combine(carrying, details, value)
                .as((e, more, v) -> new Reported(
                        e.get(0),
                        e.get(1).formatted(v),
                        more.stream().map(line -> line.formatted(v)).toList(),
                        e.get(2)));
    }

    @Property
    void ofAStatementOverJdbc(@ForAll("errors") Reported reported) {
        var fields = new StringBuilder(
                "SERROR\0C" + reported.state() + "\0M" + reported.message() + "\0F" + reported.file());
        if (!reported.detail().isEmpty()) {
            var text = String.join(" ", reported.detail());
            fields.append("\0D")
                    .append(text)
                    .append("\0H")
                    .append(text)
                    .append("\0W")
                    .append(text);
        }
        var e = new PSQLException(new ServerErrorMessage(fields.append("\0\0").toString()), true);

        var error = ServerErrorsTest.ERRORS.of("count rows", e);

        for (Throwable t = error; t != null; t = t.getCause()) {
            assertThat(t.toString()).doesNotContain(VALUE);
        }
    }

    @Property
    void ofAStatementInPsql(@ForAll("errors") Reported reported) {
        var lines = new ArrayList<String>();
        lines.add("ERROR:  " + (reported.state().isEmpty() ? "00000" : reported.state()) + ": " + reported.message());
        lines.addAll(reported.detail());
        if (reported.file().startsWith("pl")) {
            lines.add("TABLE NAME:  " + VALUE);
        }
        lines.add("LOCATION:  somewhere, " + reported.file() + ":17");

        var error = new RestoreFailure().explain(Reasons.RESTORE_FAILED, "psql", 3, lines);

        assertThat(error.getMessage()).doesNotContain(VALUE);
    }

    @Property
    void ofPgDump(@ForAll("errors") Reported reported) {
        var lines = new ArrayList<>(List.of(
                "pg_dump: error: Dumping the contents of table \"a\" failed: PQgetResult() failed.",
                "pg_dump: detail: Error message from server: ERROR:  " + reported.message()));
        lines.addAll(reported.detail());
        lines.add("pg_dump: detail: Command was: COPY public.a (i) TO stdout;");

        var error = new DumpFailure().explain(Reasons.DUMP_FAILED, "pg_dump", 1, lines);

        assertThat(error.getMessage()).doesNotContain(VALUE).contains("table \"a\"");
    }

    @Example
    void namesOfTablesAndConstraintsStay() {
        var error = new RestoreFailure()
                .explain(
                        Reasons.RESTORE_FAILED,
                        "psql",
                        3,
                        List.of(
                                "ERROR:  23514: new row for relation \"a\" violates check constraint \"c\"",
                                "DETAIL:  Failing row contains (2).",
                                "CONTEXT:  COPY a, line 1: \"2\"",
                                "SCHEMA NAME:  s",
                                "TABLE NAME:  a",
                                "CONSTRAINT NAME:  c",
                                "LOCATION:  ExecConstraints, execMain.c:2076"));

        assertThat(error.reason()).isEqualTo(Reasons.CONSTRAINT_VIOLATED);
        assertThat(error).hasMessageContaining("s.a").hasMessageContaining("constraint c");
    }

    @Example
    void theStateDecidesWhetherAnotherAttemptCanHelp() {
        for (var state : List.of("08006", "53100", "53300", "53200", "57P01", "57P03", "58030", "40P01", "55P03")) {
            assertThat(kind(state)).as(state).isEqualTo(Kind.UNAVAILABLE);
        }
        for (var state : List.of("22P02", "23514", "42883", "42501", "0A000", "2BP01", "P0001", "54000", "XX000")) {
            assertThat(kind(state)).as(state).isEqualTo(Kind.USER);
        }
    }

    private static Kind kind(String state) {
        return new RestoreFailure()
                .explain(Reasons.RESTORE_FAILED, "psql", 3, List.of("FEHLER:  " + state + ": x"))
                .kind();
    }

    @Example
    void anErrorOfTheDriverForJdbcIsShown() {
        assertThat(ServerWords.of(new SQLException("The connection attempt failed.", "08001")))
                .isEqualTo("The connection attempt failed");
    }
}
