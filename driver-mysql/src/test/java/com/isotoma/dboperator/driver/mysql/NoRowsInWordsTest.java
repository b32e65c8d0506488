package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.SqlErrors;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a server, a dump program or a client program says about a row, the row's values reach no message. */
class NoRowsInWordsTest {
    /** In place of a value of a row; hostile characters stand around it. */
    private static final String VALUE = "Sekret-7391";

    /** An error as servers of this family report it. */
    record Reported(int code, String state, String message) {}

    @Provide
    Arbitrary<Reported> errors() {
        var carrying = Arbitraries.of(
                List.of("1062", "23000", "Duplicate entry '%s' for key 'people.PRIMARY'"),
                List.of("1292", "22007", "Truncated incorrect DOUBLE value: '%s'"),
                List.of("1366", "HY000", "Incorrect string value: '%s' for column `d`.`t`.`c` at row 1"),
                List.of("1366", "HY000", "Incorrect integer value: '%s' for column 'c' at row 1"),
                List.of("1411", "HY000", "Incorrect datetime value: '%s' for function str_to_date"),
                List.of("1525", "HY000", "Incorrect DATE value: '%s'"),
                List.of("1064", "42000", "You have an error in your SQL syntax near '%s' at line 1"),
                List.of("1054", "42S22", "Unknown column '%s' in 'field list'"),
                List.of("1644", "45000", "a trigger says %s"),
                List.of("3140", "22032", "Invalid JSON text: \"Invalid value.\" at position 1 in value '%s'"),
                List.of("3819", "HY000", "Check constraint 'c' is violated by %s"),
                List.of("4025", "23000", "CONSTRAINT `%s` failed for `d`.`t`"),
                List.of("1690", "22003", "BIGINT value is out of range in '(%s + 1)'"),
                List.of("1210", "HY000", "Incorrect arguments to %s"),
                List.of("2013", "HY000", "Lost connection while sending %s"),
                List.of("1053", "08S01", "Server shutdown at %s"),
                List.of("9999", "HY000", "it said %s"));
        return Combinators.combine(carrying, values())
                .as((e, value) -> new Reported(
                        Integer.parseInt(e.get(0)), e.get(1), e.get(2).formatted(value)));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                        "",
                        "'",
                        "\"",
                        "`",
                        "``",
                        "(",
                        "): ",
                        "\\",
                        "\n",
                        "\nERROR 1062 (23000) at line 3: ",
                        "': x (1062)",
                        "\nmysqldump: Error 2013: ",
                        "when dumping table `",
                        "` at row: 7",
                        "Couldn't execute 'SHOW x `",
                        "\t",
                        "Ä",
                        "--------------\n",
                        "\nmysqldump: Couldn't execute 'SHOW FIELDS FROM `t`': gone (1146)")
                .list()
                .ofMaxSize(4)
                .map(around -> String.join("", around) + VALUE + String.join("", around));
    }

    /** Sessions that touch the application's data are opened quietly. */
    @Property
    void ofAStatementOverJdbc(@ForAll("errors") Reported reported) {
        var cause = new SQLException(reported.message(), reported.state(), reported.code());
        var e = new BatchUpdateException(reported.message(), reported.state(), reported.code(), new int[0], cause);
        e.setNextException(cause);

        var error = new SqlErrors("db:3306", "admin", new ServerErrors(true), Set.of()).of("count rows", e);

        for (Throwable t = error; t != null; t = t.getCause()) {
            assertThat(t.toString()).doesNotContain(VALUE);
        }
        assertThat(error).hasMessageContaining(Integer.toString(reported.code()));
    }

    @Property
    void ofTheClientProgram(@ForAll("errors") Reported reported, @ForAll("values") String row) {
        var lines = new ArrayList<String>();
        lines.add("--------------");
        lines.add("INSERT INTO `people` VALUES (1,'" + row + "')");
        lines.add("--------------");
        lines.add("ERROR " + reported.code() + " (" + reported.state() + ") at line 40: " + reported.message());

        var error = new ToolErrors("read the dump into 'shop'", line -> "or after the table 'people'")
                .explain(Reasons.RESTORE_FAILED, "mysql", 1, split(lines));

        assertThat(error.getMessage()).doesNotContain(VALUE);
    }

    @Property
    void ofTheDumpProgram(@ForAll("errors") Reported reported, @ForAll("values") String row, @ForAll boolean reading) {
        var line = reading
                ? "mysqldump: Error " + reported.code() + ": " + reported.message()
                        + " when dumping table `people` at row: 7"
                : "mysqldump: Couldn't execute 'SELECT * FROM `people` WHERE c = '" + row + "'': " + reported.message()
                        + " (" + reported.code() + ")";

        var error = ToolErrors.dumping("shop").explain(Reasons.DUMP_FAILED, "mysqldump", 2, split(List.of(line)));

        assertThat(error.getMessage()).doesNotContain(VALUE);
    }

    /** As a process gives them. */
    private static List<String> split(List<String> written) {
        return String.join("\n", written)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Example
    void codeLineAndTableStay() {
        var error = new ToolErrors("read the dump into 'shop'", line -> "or after the table 'people'")
                .explain(
                        Reasons.RESTORE_FAILED,
                        "mysql",
                        1,
                        List.of("ERROR 1062 (23000) at line 40: Duplicate entry '" + VALUE + "' for key 'PRIMARY'"));

        assertThat(error.getMessage())
                .contains("1062", "23000", "line 40", "people")
                .doesNotContain(VALUE);
    }
}
