package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {
    @Test
    void semicolonsEndStatementsAndEmptyOnesAreNone() {
        assertThat(SqlScript.statements(" SELECT 1 ;\n;-- c;\n; SELECT 2\n")).containsExactly("SELECT 1", "SELECT 2");
        assertThat(SqlScript.statements("-- nothing")).isEmpty();
        assertThat(SqlScript.statements("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ';', 'it''s;', E'\\';', \"a;\"\"b\" FROM t",
                "SELECT $$;$$, $a$;$$;$a$, $1",
                "/* a; /* b; */ c; */ SELECT 1 -- d;\n + 1",
                "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)",
                "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
                "create procedure p(a int) begin atomic select 1; end"
            })
    void semicolonsElsewhereEndNone(String statement) {
        assertThat(SqlScript.statements(statement + ";SELECT 9")).containsExactly(statement, "SELECT 9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'a", "SELECT \"a;", "/* a /* b */", "SELECT $a$ x $b$", "SELECT E'a\\'"})
    void whatHasNoEndIsRefused(String text) {
        assertThatThrownBy(() -> SqlScript.statements(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
