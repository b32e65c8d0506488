package com.isotoma.dboperator.driver.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.BackupFormat;
import org.junit.jupiter.api.Test;

class BackupDescriberTest {
    @Test
    void aToolThatReadsTheDumpIsGivenIt() {
        var format = new BackupFormat("sql", "application/sql", "mysql DATABASE");

        assertThat(BackupDescriber.readBack("a.sql.zst", format)).isEqualTo("zstd -d < a.sql.zst | mysql DATABASE");
    }

    @Test
    void withoutOneItIsDecompressed() {
        var format = new BackupFormat("jsonl", "application/jsonl");

        assertThat(BackupDescriber.readBack("a.jsonl.zst", format)).isEqualTo("zstd -d < a.jsonl.zst > a.jsonl");
    }
}
