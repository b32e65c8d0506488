package com.isotoma.dboperator.crds.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedLocationsTest {
    private static final String OLD = "2026-01-01T00:00:00Z";
    private static final String NEW = "2026-01-02T00:00:00Z";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bucket: b",
                "bucket: b, prefix: ''",
                "bucket: b, prefix: /",
                "bucket: b, prefix: clusters",
                "bucket: b, prefix: clusters/one",
                "bucket: b, prefix: /clusters/one/",
                "bucket: b, prefix: clusters/one/team",
                "bucket: b, prefix: /clusters/one/team/",
                "bucket: b, prefix: clusters, endpoint: 'https://s3.eu-west-1.amazonaws.com'"
            })
    void theYoungerOfTwoThatShareFoldersStandsBack(String other) {
        var older = location("z", OLD, "bucket: b, prefix: clusters/one");
        var younger = location("a", NEW, other);

        assertThat(before(younger, older, younger)).containsExactly("z");
        assertThat(before(older, older, younger)).isEmpty();
    }

    @Test
    void ofTwoOfOneSecondTheNameDecides() {
        var first = location("a", OLD, "bucket: b");
        var second = location("b", OLD, "bucket: b, prefix: x");

        assertThat(before(second, first, second)).containsExactly("a");
        assertThat(before(first, first, second)).isEmpty();
    }

    @Test
    void oneThatStandsBackStillKeepsAYoungerOneOut() {
        var all = List.of(
                location("a", OLD, "bucket: b, prefix: x"),
                location("b", NEW, "bucket: b"),
                location("c", "2026-01-03T00:00:00Z", "bucket: b, prefix: y"));

        assertThat(NestedLocations.before(all.getLast(), all.stream())).containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bucket: b, prefix: clusters/on",
                "bucket: b, prefix: clusters/one-more",
                "bucket: c, prefix: clusters/one",
                "bucket: b, endpoint: 'https://store.example'"
            })
    void placesNextToEachOtherAreFine(String other) {
        var older = location("z", OLD, "bucket: b, prefix: clusters/one");
        assertThat(before(location("a", NEW, other), older)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://store.example/", "https://STORE.example:443", "https://store.example"})
    void anAddressHasSeveralSpellings(String endpoint) {
        var older = location("z", OLD, "bucket: b, endpoint: 'https://store.example'");
        assertThat(before(location("a", NEW, "bucket: b, endpoint: '" + endpoint + "'"), older))
                .containsExactly("z");
    }

    private static SortedSet<String> before(StorageLocation location, StorageLocation... all) {
        return NestedLocations.before(location, List.of(all).stream());
    }

    private static StorageLocation location(String name, String created, String s3) {
        return Serialization.unmarshal("""
                metadata: {name: %s, creationTimestamp: '%s'}
                spec: {s3: {%s}, allowedNamespaces: ['*']}
                """.formatted(name, created, s3), StorageLocation.class);
    }
}
