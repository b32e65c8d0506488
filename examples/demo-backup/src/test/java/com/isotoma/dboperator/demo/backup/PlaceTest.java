package com.isotoma.dboperator.demo.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {
    private static final Instant NOON = Instant.parse("2026-04-20T12:00:03.9Z");

    @ParameterizedTest
    @CsvSource({
        "database-backup-, database, database-backup-database",
        "database-backup, database, database-backup-database",
        "archive.--, database, archive-database",
        "a.b, database, a.b-database",
        "-, database, database",
    })
    void aBucketIsPrefixAndNamespaceWithOneHyphenBetween(String prefix, String namespace, String bucket) {
        assertThat(Place.bucket(prefix, namespace)).isEqualTo(bucket);
    }

    @Property
    void aBucketIsNeverTooLongAndNeverAnothers(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 50, max = 63) String one,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 50, max = 63) String other) {
        assertThat(Place.bucket("database-backup-", one))
                .hasSizeLessThanOrEqualTo(63)
                .matches("[a-z0-9][a-z0-9.-]*[a-z0-9]")
                .isEqualTo(Place.bucket("database-backup-", one));
        assertThat(Place.bucket("database-backup-", one).equals(Place.bucket("database-backup-", other)))
                .isEqualTo(one.equals(other));
    }

    @Test
    void anObjectIsNamedAfterClusterPrefixTimeAndJob() {
        assertThat(Place.key("database-backup-", "shop", NOON, "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"))
                .isEqualTo("shop/database-backup-2026-04-20-12-00-03-0a1b2c3d.jsonl.zst");
    }

    @Test
    void theClusterCanBeReadOffAKey() {
        assertThat(Place.cluster(Place.key("p-", "shop", NOON, "0a1b2c3d"))).isEqualTo("shop");
    }
}
