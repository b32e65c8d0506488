package com.isotoma.dboperator.driver.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackupDescriberTest {
    @Test
    void aToolThatReadsTheDumpIsGivenIt() {
        assertThat(BackupDescriber.readBack("a.sql.zst", "mysql DATABASE"))
                .isEqualTo("zstd -d < a.sql.zst | mysql DATABASE");
    }

    @Test
    void withoutOneItIsDecompressed() {
        assertThat(BackupDescriber.readBack("a.jsonl.zst", "")).isEqualTo("zstd -d < a.jsonl.zst > a.jsonl");
    }

    @Test
    void whatIsEncryptedIsDecryptedFirst() {
        assertThat(BackupDescriber.readBack("a.dump.zst.age", "pg_restore --dbname=DATABASE"))
                .isEqualTo("age -d -i KEYFILE < a.dump.zst.age | zstd -d | pg_restore --dbname=DATABASE");
        assertThat(BackupDescriber.readBack("a.jsonl.zst.age", ""))
                .isEqualTo("age -d -i KEYFILE < a.jsonl.zst.age | zstd -d > a.jsonl");
    }
}
