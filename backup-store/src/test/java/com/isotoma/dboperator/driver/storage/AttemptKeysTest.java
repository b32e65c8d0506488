package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptKeysTest {
    private static final AttemptKeys KEYS = keys("nightly", "0a1b2c3d-4e5f-6789-abcd-ef0123456789");
    private static final String BEFORE_ATTEMPTS = "p/shop/orders/20260301T235959Z-nightly-0a1b2c3d.sql.zst";

    private static AttemptKeys keys(String backup, String uid) {
        return AttemptKeys.of("p", "shop", "orders", Instant.parse("2026-03-01T23:59:59Z"), backup, uid, "sql.zst");
    }

    @Test
    void attemptsHaveKeysOfTheirOwnThatBeginAlike() {
        var first = KEYS.key(AttemptKeys.newAttempt(), false);
        var second = KEYS.key(AttemptKeys.newAttempt(), false);

        assertThat(first)
                .isNotEqualTo(second)
                .matches("p/shop/orders/20260301T235959Z-nightly-0a1b2c3d\\.[0-9a-f]{8}\\.sql\\.zst");
        assertThat(second).startsWith(KEYS.stem());
    }

    @Test
    void whatAnAttemptHasLeftIsKnownByItsKey() {
        var key = KEYS.key("1f2e3d4c", true);

        assertThat(KEYS.attemptOf(key)).contains(key);
        assertThat(KEYS.attemptOf(Manifest.keyOf(key))).contains(key);
        assertThat(KEYS.attemptOf(key + ".segment-0a1b2c3d-00012")).contains(key);
    }

    @Test
    void whatTheVersionBeforeHasStoredIsAnAttemptToo() {
        assertThat(KEYS.attemptOf(BEFORE_ATTEMPTS)).contains(BEFORE_ATTEMPTS);
        assertThat(KEYS.attemptOf(BEFORE_ATTEMPTS + ".age")).contains(BEFORE_ATTEMPTS + ".age");
        assertThat(AttemptKeys.ofKey(BEFORE_ATTEMPTS)).contains(KEYS);
        assertThat(AttemptKeys.ofKey(BEFORE_ATTEMPTS + ".age")).contains(KEYS);
    }

    @Test
    void theBackupIsKnownByTheKeyOfAnyAttempt() {
        assertThat(AttemptKeys.ofKey(KEYS.key("1f2e3d4c", false))).contains(KEYS);
        assertThat(AttemptKeys.ofKey(KEYS.key("1f2e3d4c", true))).contains(KEYS);
    }

    @Test
    void anObjectThatOnlyBeginsAlikeIsAnotherBackups() {
        var longer = keys("nightly-0a1b2c3d", "11111111-4e5f-6789-abcd-ef0123456789");
        var dotted = keys("nightly-0a1b2c3d.1f2e3d4c.sql.zst", "22222222-4e5f-6789-abcd-ef0123456789");

        for (var other : new AttemptKeys[] {longer, dotted}) {
            assertThat(KEYS.attemptOf(other.key("1f2e3d4c", false))).isEmpty();
            assertThat(AttemptKeys.ofKey(other.key("1f2e3d4c", true))).contains(other);
        }
    }

    @Test
    void theManifestOfAnObjectAndItsSignatureAreNoObjectsWithData() {
        var manifest = Manifest.keyOf(KEYS.key("1f2e3d4c", false));

        assertThat(AttemptKeys.ofKey(manifest)).isEmpty();
        assertThat(AttemptKeys.ofKey(manifest + ManifestSignature.SUFFIX)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"p/shop/orders/nightly.sql.zst", "x", "", "p/shop/orders/20260301T235959Z-a-0a1b2c3d/b.zst"})
    void aKeyThatNoRunHasMadeIsNobodys(String key) {
        assertThat(AttemptKeys.ofKey(key)).isEmpty();
        assertThat(KEYS.attemptOf(key)).isEmpty();
    }
}
