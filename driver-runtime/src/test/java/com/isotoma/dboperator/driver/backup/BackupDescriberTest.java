package com.isotoma.dboperator.driver.backup;

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

    @Test
    void whatIsEncryptedIsDecryptedFirst() {
        var format = new BackupFormat("dump", "application/x", "pg_restore --dbname=DATABASE");

        assertThat(BackupDescriber.readBack("a.dump.zst.age", format))
                .isEqualTo("age -d -i KEYFILE < a.dump.zst.age | zstd -d | pg_restore --dbname=DATABASE");
        assertThat(BackupDescriber.readBack("a.jsonl.zst.age", new BackupFormat("jsonl", "application/jsonl")))
                .isEqualTo("age -d -i KEYFILE < a.jsonl.zst.age | zstd -d > a.jsonl");
    }
}
