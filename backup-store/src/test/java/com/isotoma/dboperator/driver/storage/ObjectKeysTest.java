package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LowerChars;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;

class ObjectKeysTest {
    private static final Instant TIME = Instant.parse("2026-03-01T23:59:59.7Z");
    private static final String UID = "0a1b2c3d-4e5f-6789-abcd-ef0123456789";

    private static final String ATTEMPT = "1f2e3d4c";

    @Example
    void aKeySaysWhereItBelongsAndWhen() {
        assertThat(key("backups/", "team-a", "orders", TIME, "nightly", UID))
                .isEqualTo("backups/team-a/orders/20260301T235959Z-nightly-0a1b2c3d.1f2e3d4c.sql.zst");
    }

    @Example
    void noPrefixIsNoEmptyFolder() {
        assertThat(key(null, "a", "b", TIME, "c", UID)).startsWith("a/b/");
        assertThat(key("", "a", "b", TIME, "c", UID)).startsWith("a/b/");
        assertThat(key("///", "a", "b", TIME, "c", UID)).startsWith("a/b/");
    }

    @Property
    void slashesAtTheEndsOfAPrefixMakeNoEmptyFolder(
            @ForAll @IntRange(max = 3) int before,
            @ForAll @AlphaChars @StringLength(max = 20) String prefix,
            @ForAll @IntRange(max = 3) int after) {
        assertThat(key("/".repeat(before) + prefix + "/".repeat(after), "a", "b", TIME, "c", UID))
                .doesNotStartWith("/")
                .doesNotContain("//");
    }

    @Property
    void theKeysOfADatabaseSortByTime(
            @ForAll @IntRange(max = 2_000_000_000) int first,
            @ForAll @IntRange(max = 2_000_000_000) int second,
            @ForAll @LowerChars @StringLength(min = 1, max = 70) String backup,
            @ForAll @LowerChars @StringLength(min = 1, max = 70) String other) {
        Assume.that(first < second);

        assertThat(key(null, "a", "b", Instant.ofEpochSecond(first), backup, UID))
                .isLessThan(key(null, "a", "b", Instant.ofEpochSecond(second), other, UID));
    }

    @Property
    void backupsOfOneSecondDoNotCollide(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 60, max = 70) String name,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 60, max = 70) String other) {
        Assume.that(!name.equals(other));

        assertThat(key(null, "a", "b", TIME, name, UID)).isNotEqualTo(key(null, "a", "b", TIME, other, UID));
    }

    @Example
    void aBackupMadeAgainUnderTheSameNameHasAnotherKey() {
        assertThat(key(null, "a", "b", TIME, "c", UID))
                .isNotEqualTo(key(null, "a", "b", TIME, "c", "1a1b2c3d-4e5f-6789-abcd-ef0123456789"));
    }

    @Example
    void theSameAttemptAtTheSameBackupHasTheSameKey() {
        assertThat(key("p", "a", "b", TIME, "c", UID)).isEqualTo(key("p", "a", "b", TIME, "c", UID));
    }

    @Property
    void namespacesDoNotCollideWhateverTheirNamesAndPrefixes(
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 3) String namespace,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 3) String other,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 3) String database,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 3) String otherDatabase) {
        Assume.that(!namespace.equals(other));

        assertThat(key("p", namespace, database, TIME, "c", UID))
                .isNotEqualTo(key("p", other, otherDatabase, TIME, "c", UID))
                .isNotEqualTo(key("p/" + other, namespace, otherDatabase, TIME, "c", UID));
    }

    @Example
    void theManifestSortsRightAfterItsObjectAndIsNoObjectsName() {
        var key = key(null, "a", "b", TIME, "c", UID);

        assertThat(Manifest.keyOf(key))
                .isGreaterThan(key)
                .isLessThan(key(null, "a", "b", TIME.plusSeconds(1), "a", UID))
                .doesNotEndWith(".zst");
    }

    @Example
    void theLongestNamesFitIntoTheLongestKey() {
        var longest = AttemptKeys.of(
                        "p".repeat(512),
                        "n".repeat(63),
                        "d".repeat(253),
                        TIME,
                        "b".repeat(253),
                        UID,
                        "x".repeat(20) + ".zst")
                .key(ATTEMPT, true);

        assertThat(Manifest.keyOf(longest).getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
        assertThat(S3Segments.prefix(longest) + "0a1b2c3d-10000").hasSizeLessThanOrEqualTo(1024);
    }

    private static String key(
            @Nullable String prefix, String namespace, String database, Instant time, String backup, String uid) {
        return AttemptKeys.of(prefix, namespace, database, time, backup, uid, "sql.zst")
                .key(ATTEMPT, false);
    }
}
