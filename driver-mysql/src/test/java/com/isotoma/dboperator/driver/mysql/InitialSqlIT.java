package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.InitialSql;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL that is run once, as the application's user, on servers that commit each change of a schema. */
class InitialSqlIT extends OnBothServers {
    private final List<String> tokens = new ArrayList<>();

    InitialSqlIT(Flavour flavour) {
        super(flavour);
    }

    private DriverException failure(DatabaseTarget target, String sql) {
        return catchThrowableOfType(
                DriverException.class, () -> driver.runInitialSql(new InitialSql(target, PASSWORD, sql), tokens::add));
    }

    @Test
    void routinesNeedNoOtherDelimiter() throws Exception {
        var target = created(name, PASSWORD);
        var sql = """
                -- comments; and quotes: it's
                CREATE TABLE t (a INT, b TEXT); # more; of them
                CREATE PROCEDURE p() BEGIN INSERT INTO t VALUES (1, 'x;y'); INSERT INTO t VALUES (2, '{d}'); END;
                CALL p();
                SELECT a FROM t;
                """;

        driver.runInitialSql(new InitialSql(target, PASSWORD, sql), tokens::add);

        assertThat(ask(target, PASSWORD, "SELECT b FROM t ORDER BY a")).containsExactly("x;y", "{d}");
        assertThat(tokens).hasSize(1);
        assertThat(driver.initialSqlState(target, tokens.getFirst())).isEqualTo(InitialSql.State.UNKNOWN);
    }

    @Test
    void aFailureMidwayNamesTheStatementAndSaysThatTheEarlierOnesStay() throws Exception {
        var target = created(name, PASSWORD);

        var e = failure(target, "CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1);\nSELECT a\nFRM t;\nDROP TABLE t");

        assertThat(e).hasMessageContainingAll("statement 3 fails at its line", "1064", "have been run and stay");
        assertThat(e.kind()).isEqualTo(Kind.USER);
        assertThat(e.reason()).isEqualTo(Reasons.INIT_SQL_FAILED);
        assertThat(e.nothingChanged()).isFalse();
        assertThat(ask(target, PASSWORD, "SELECT a FROM t")).containsExactly("1");
    }

    @Test
    void aFirstStatementThatFailsHasChangedNothing() throws Exception {
        var target = created(name, PASSWORD);

        var e = failure(target, "CREATE TABLE t (a NONSENSE); CREATE TABLE u (a INT)");

        assertThat(e).hasMessageContaining("statement 1 fails");
        assertThat(e.nothingChanged()).isTrue();
        assertThat(driver.isEmpty(target)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a VARCHAR(9) UNIQUE); INSERT INTO t VALUES ('s3cret'), ('s3cret')",
                "CREATE TABLE t (a INT); INSERT INTO t VALUES ('s3cret')",
                "SELECT 1; SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 's3cret'",
                "SELECT 1; SELEC 's3cret'"
            })
    void noMessageShowsAValue(String sql) throws Exception {
        var e = failure(created(name, PASSWORD), sql);

        assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.USER);
        assertThat(e).hasMessageNotContaining("s3cret").hasMessageContaining("statement 2");
        assertThat(String.valueOf(e.getCause())).doesNotContain("s3cret");
    }
}
