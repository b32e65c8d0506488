package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    private static final Manifest MANIFEST = new Manifest(
            1,
            "20260301T030000Z-nightly-0a1b2c3d.sql.zst",
            new Manifest.Origin("c1", "shop", "shop-uid", "orders", "nightly", "0a1b2c3d-uid", "2026-03-01T03:00:00Z"),
            new Manifest.Dump(
                    "mysql",
                    "MySQL 8.4 \"Ünicode\"",
                    "5c7e2a4e-server-uuid",
                    "shop__orders",
                    "sql",
                    "application/sql",
                    5_000_000_000_000L,
                    "2026-03-01T03:00:01Z",
                    "2026-03-01T04:00:00Z",
                    new TreeMap<>(Map.of("public.orders", 3L))),
            new Manifest.Stored(
                    1_000_000_000_000L,
                    "abc",
                    "zstd",
                    new Manifest.Encryption("age", List.of("age1first", "age1second"))),
            "zstd -d < 20260301T030000Z-nightly-0a1b2c3d.sql.zst | mysql DATABASE");

    @Test
    void whatIsWrittenIsRead() throws Exception {
        assertThat(Manifest.fromJson(MANIFEST.toJson())).isEqualTo(MANIFEST);
    }

    @Test
    void peopleAndSmallToolsFindWhatTheyLookFor() {
        assertThat(json())
                .startsWith("{\n  \"formatVersion\" : 1,\n")
                .endsWith("}\n")
                .contains("\"backup\" : \"nightly\"")
                .contains("\"sizeBytes\" : 1000000000000")
                .contains("MySQL 8.4 \\\"Ünicode\\\"");
    }

    @Test
    void fieldsOfLaterVersionsAreNoMatter() throws Exception {
        var later = json().replace("\"driver\" :", "\"tables\" : {\"orders\": 3}, \"driver\" :");

        assertThat(Manifest.fromJson(bytes(later))).isEqualTo(MANIFEST);
    }

    @Test
    void anEarlierOneThatSaysNothingOfEncryptionMeansNone() throws Exception {
        var earlier = json().replaceAll("(?s),\\s*\"encryption\" : \\{.*?}", "");

        assertThat(earlier).doesNotContain("age1first");
        assertThat(Manifest.fromJson(bytes(earlier)).stored().encryption()).isEqualTo(Manifest.Encryption.NONE);
    }

    @Test
    void anEarlierOneThatDoesNotSayWhichNamespaceItWasIsReadAsWell() throws Exception {
        var earlier = json().replaceAll("\"namespaceUid\" : [^,]*,", "");

        assertThat(earlier).doesNotContain("shop-uid");
        assertThat(Manifest.fromJson(bytes(earlier)).origin().namespaceUid()).isEmpty();
    }

    @Test
    void anEarlierOneThatSaysNothingOfTheServersIdentityIsReadAsWell() throws Exception {
        var earlier = json().replaceAll("\"serverIdentity\" : [^,]*,", "");

        assertThat(earlier).doesNotContain("5c7e2a4e");
        assertThat(Manifest.fromJson(bytes(earlier)).dump().serverIdentity()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"formatVersion\" : 1   | \"formatVersion\" : 2   | formatVersion is 2, and this version reads 1",
                "\"formatVersion\" : 1   | \"formatVersion\" : \"\" | formatVersion is",
                "\"backupUid\"           | \"otherUid\"            | backupUid",
                "\"zstd\"                | null                    | compression",
                "1000000000000           | \"large\"               | sizeBytes",
            })
    void whatIsNoManifestOfThisVersionIsRefusedAndSaysWhy(String part, String instead, String says) {
        var broken = bytes(json().replace(part, instead));

        assertThatThrownBy(() -> Manifest.fromJson(broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(says);
    }

    @ParameterizedTest
    @CsvSource(value = {"''", "[]", "not JSON", "{}"})
    void otherContentIsRefused(String content) {
        assertThatThrownBy(() -> Manifest.fromJson(bytes(content))).isInstanceOf(IOException.class);
    }

    private static String json() {
        return new String(MANIFEST.toJson(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
