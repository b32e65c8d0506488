package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.InitialSql;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL that is run once, as the application's role and in one transaction. */
class InitialSqlIT {
    private final List<String> tokens = new ArrayList<>();

    private void run(Scratch scratch, String sql) throws Exception {
        scratch.driver().runInitialSql(new InitialSql(scratch.target(), Scratch.PASSWORD, sql), tokens::add);
    }

    private DriverException failure(Scratch scratch, String sql) {
        return catchThrowableOfType(DriverException.class, () -> run(scratch, sql));
    }

    @Test
    void allThatItMakesIsTheApplicationsInTheUsualSchema() throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            run(scratch, """
                    -- comments; and quotes: it's
                    CREATE TABLE t (a int); /* a /* nested; */ comment */
                    CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;
                    CREATE FUNCTION g() RETURNS text LANGUAGE plpgsql AS $x$ BEGIN RETURN 'a;b'; END $x$;
                    INSERT INTO t VALUES (f()), (3);
                    SAVEPOINT s; DELETE FROM t; ROLLBACK TO s;
                    """);

            assertThat(scratch.ask("SELECT tableowner || ' ' || schemaname FROM pg_tables WHERE tablename = 't'"))
                    .containsExactly(scratch.target().username() + " public");
            assertThat(scratch.ask("SELECT a FROM public.t ORDER BY a")).containsExactly("2", "3");
            assertThat(scratch.ask("SELECT g()")).containsExactly("a;b");
            assertThat(scratch.driver().initialSqlState(scratch.target(), tokens.getFirst()))
                    .isEqualTo(InitialSql.State.DONE);
        }
    }

    @Test
    void aFailureNamesStatementAndPositionAndLeavesNothing() throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted15())) {
            var e = failure(scratch, "CREATE TABLE t (a int);\nSELECT 1;\nSELECT missing FROM t");

            assertThat(e).hasMessageContainingAll("statement 3 of 3", "at its character 8", "column \"missing\"");
            assertThat(e.kind()).isEqualTo(Kind.USER);
            assertThat(e.reason()).isEqualTo(Reasons.INIT_SQL_FAILED);
            assertThat(e.nothingChanged()).isTrue();
            assertThat(scratch.driver().isEmpty(scratch.target())).isTrue();
            assertThat(scratch.driver().initialSqlState(scratch.target(), tokens.getFirst()))
                    .isEqualTo(InitialSql.State.NOT_DONE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a text UNIQUE); INSERT INTO t VALUES ('s3cret'), ('s3cret')",
                "SELECT 's3cret'::int",
                "DO $$ BEGIN RAISE EXCEPTION 's3cret'; END $$",
                "SELECT 1 's3cret' 2 's3cret'",
                "CREATE TABLE t (a text UNIQUE DEFERRABLE INITIALLY DEFERRED); INSERT INTO t VALUES ('s3cret'), ('s3cret')",
                "COPY (SELECT 's3cret') TO STDOUT; SELECT 'unended"
            })
    void noMessageShowsAValue(String sql) throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            var e = failure(scratch, sql);

            assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.USER);
            assertThat(String.valueOf(e.getCause())).doesNotContain("s3cret");
            assertThat(e).hasMessageNotContaining("s3cret");
            assertThat(e.nothingChanged()).isTrue();
            assertThat(scratch.driver().isEmpty(scratch.target())).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"COMMIT,1", "SELECT 1; end,2", "/* a */ START  TRANSACTION,1", "SELECT 1; /* b */ ROLLBACK WORK,2"})
    void whatWouldEndTheTransactionIsRefused(String sql, int number) throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            assertThat(failure(scratch, sql)).hasMessageContaining("Statement " + number + " of ");
            assertThat(tokens).isEmpty();
        }
    }

    @Test
    void aRunThatIsCutOffBeforeItCommitsHasDoneNothing() throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            var sql = new InitialSql(scratch.target(), Scratch.PASSWORD, "CREATE TABLE t (a int)");
            assertThatThrownBy(() -> scratch.driver().runInitialSql(sql, token -> {
                        tokens.add(token);
                        throw new IllegalStateException("cut off");
                    }))
                    .hasMessage("cut off");

            assertThat(scratch.driver().initialSqlState(scratch.target(), tokens.getFirst()))
                    .isEqualTo(InitialSql.State.NOT_DONE);
            assertThat(scratch.driver().initialSqlState(scratch.target(), "9000000000000"))
                    .isEqualTo(InitialSql.State.UNKNOWN);
        }
    }
}
