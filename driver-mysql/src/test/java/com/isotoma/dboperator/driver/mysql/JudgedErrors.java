package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.SqlErrors;
import com.isotoma.dboperator.testkit.JudgedError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Errors of MySQL and MariaDB, as the driver judges them by JDBC, by the dump program and by the client program. */
final class JudgedErrors {
    private static final int KILLED = 137;

    private JudgedErrors() {}

    static List<JudgedError> all() {
        var errors = new ArrayList<JudgedError>();
        errors.add(everywhere(true, 1040, "08004", "Too many connections"));
        errors.add(everywhere(true, 1053, "08S01", "Server shutdown in progress"));
        errors.add(everywhere(true, 1205, "HY000", "Lock wait timeout exceeded; try restarting transaction"));
        errors.add(everywhere(true, 1213, "40001", "Deadlock found when trying to get lock"));
        errors.add(everywhere(true, 1290, "HY000", "The server is running with the --read-only option"));
        errors.add(everywhere(true, 1114, "HY000", "The table 't' is full"));
        errors.add(everywhere(true, 1317, "70100", "Query execution was interrupted"));
        errors.add(everywhere(true, 2013, "HY000", "Lost connection to server during query"));
        errors.add(everywhere(false, 1045, "28000", "Access denied for user 'a'@'b' (using password: YES)"));
        errors.add(everywhere(
                false, 1142, "42000", "SELECT command denied to user 'a'@'b' for table 'Lost connection to'"));
        errors.add(everywhere(false, 1064, "42000", "You have an error in your SQL syntax"));
        errors.add(everywhere(false, 1062, "23000", "Duplicate entry 'x' for key 'PRIMARY'"));
        errors.add(everywhere(false, 1406, "22001", "Data too long for column 'c' at row 1"));
        errors.add(everywhere(false, 4025, "23000", "CONSTRAINT `c` failed for `d`.`t`"));
        errors.add(everywhere(false, 1356, "HY000", "View 'd.v' references invalid table(s)"));
        errors.add(everywhere(false, 1153, "08S01", "Got a packet bigger than 'max_allowed_packet' bytes"));
        errors.add(everywhere(false, 1030, "HY000", "Got error 168 from storage engine"));
        errors.add(everywhere(false, 9999, "HY000", "no table of ours knows this"));
        errors.addAll(ofOneWay());
        return errors;
    }

    /** What only one side reports, or another side in another way. */
    private static List<JudgedError> ofOneWay() {
        return List.of(
                new JudgedError(
                        "a lost connection without a code",
                        true,
                        Map.of(
                                "JDBC", jdbc(new SQLException("Communications link failure", "08S01")),
                                "dump", dump(2, "mysqldump: Lost connection to MySQL server at 'reading'"))),
                new JudgedError(
                        "a program that was killed", true, Map.of("dump", dump(KILLED), "client", client(KILLED))),
                new JudgedError(
                        "a table that goes while it is dumped",
                        true,
                        Map.of(
                                "JDBC", jdbc(new SQLException("Table 'd.t' doesn't exist", "42S02", 1146)),
                                "dump", dump(2, "mysqldump: Couldn't execute 'SHOW FIELDS FROM `t`': gone (1146)"))),
                new JudgedError(
                        "a table that a dump needs and does not make",
                        false,
                        Map.of("client", client(1, "ERROR 1146 (42S02) at line 3: Table 'd.t' doesn't exist"))),
                new JudgedError(
                        "a code at the end of a statement of several lines",
                        true,
                        Map.of(
                                "dump",
                                dump(
                                        2,
                                        "mysqldump: Couldn't execute 'SELECT 1",
                                        "FROM t': Lost connection to server (2013)"))),
                new JudgedError(
                        "what a program refuses without asking the server",
                        false,
                        Map.of(
                                "MySQL's dump", dump(7, "mysqldump: [ERROR] unknown variable 'x=1'."),
                                "MariaDB's dump", dump(7, "mariadb-dump: unknown variable 'x=1'"),
                                "client", client(1, "ERROR: ASCII '\\0' appeared in the statement"))),
                new JudgedError(
                        "a program that ends without an answer",
                        true,
                        Map.of(
                                "dump, silent", dump(1),
                                "client, silent", client(1),
                                "dump, warning", dump(2, "mysqldump: [Warning] Using a password is insecure."))));
    }

    private static JudgedError everywhere(boolean passes, int code, String state, String words) {
        return new JudgedError(
                code + " " + words,
                passes,
                Map.of(
                        "JDBC", jdbc(new SQLException(words, state, code)),
                        "JDBC, quiet", jdbc(true, new SQLException(words, state, code)),
                        "dump, connecting",
                                dump(2, "mysqldump: Got error: " + code + ": " + words + " when trying to connect"),
                        "dump, reading",
                                dump(
                                        3,
                                        "mysqldump: Error " + code + ": " + words
                                                + " when dumping table `t` at row: 7"),
                        "dump, asking",
                                dump(
                                        2,
                                        "mysqldump: Couldn't execute 'SHOW FIELDS FROM `t`': " + words + " (" + code
                                                + ")"),
                        "client", client(1, "ERROR " + code + " (" + state + ") at line 3: " + words)));
    }

    private static DriverException jdbc(SQLException e) {
        return jdbc(false, e);
    }

    private static DriverException jdbc(boolean quiet, SQLException e) {
        return new SqlErrors("db:3306", "admin", new ServerErrors(quiet), Set.of()).of("count rows", e);
    }

    private static DriverException dump(int status, String... lines) {
        return ToolErrors.dumping("shop").explain(Reasons.DUMP_FAILED, "mysqldump", status, List.of(lines));
    }

    private static DriverException client(int status, String... lines) {
        return new ToolErrors("read the dump into 'shop'", line -> "")
                .explain(Reasons.RESTORE_FAILED, "mysql", status, List.of(lines));
    }
}
