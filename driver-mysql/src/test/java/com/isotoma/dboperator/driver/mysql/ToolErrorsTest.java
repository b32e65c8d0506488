package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "mariadb-dump: Error 2026: TLS/SSL error: unexpected eof when dumping table `t` at row: 7, UNAVAILABLE",
        "mysqldump: Error 2013: Lost connection to MySQL server during query when dumping table `t` at row: 7, UNAVAILABLE",
        "mysqldump: Got error: 2003: Can't connect to MySQL server on 'db' (111) when trying to connect, UNAVAILABLE",
        "mysqldump: Got error: 1142: SELECT command denied to user when using LOCK TABLES, USER",
    })
    void aConnectionThatBreaksIsAnOutageAndAnAnswerIsNot(String line, Kind kind) {
        var explained = ToolErrors.dumping("shop").explain(Reasons.DUMP_FAILED, "dump", 2, List.of(line));

        assertThat(explained.kind()).as(explained.getMessage()).isEqualTo(kind);
    }
}
