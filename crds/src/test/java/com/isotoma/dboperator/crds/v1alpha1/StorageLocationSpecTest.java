package com.isotoma.dboperator.crds.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageLocationSpecTest {
    @ParameterizedTest
    @CsvSource({"1m, PT1M", "30m, PT30M", "2h, PT2H", "7d, P7D", "9999m, PT9999M"})
    void anIntervalIsReadInItsUnit(String text, Duration interval) {
        assertThat(location(text, "a").effectiveCheckInterval()).isEqualTo(interval);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"none", "0m", "1", "1s", "99999m", "h"})
    void whatIsNoIntervalIsAnHour(@Nullable String text) {
        assertThat(location(text, "a").effectiveCheckInterval()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void onlyNamedNamespacesAreAllowed() {
        var location = location(null, "team-a", "team-b");

        assertThat(location.allows("team-a")).isTrue();
        assertThat(location.allows("team-b")).isTrue();
        assertThat(location.allows("team")).isFalse();
        assertThat(location.allows("team-aa")).isFalse();
    }

    @Test
    void anAsteriskAllowsEveryNamespace() {
        assertThat(location(null, "*").allows("anything")).isTrue();
    }

    private static StorageLocationSpec location(@Nullable String interval, String... namespaces) {
        return new StorageLocationSpec(
                new S3Target(null, "bucket", null, null, null, null), null, null, List.of(namespaces), interval);
    }
}
