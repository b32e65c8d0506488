package com.isotoma.dboperator.driver.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** A Lease is written by whoever may, and read by every run of its Database. */
class LeaseDurationsTest {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final LeaseObjects OBJECTS = new LeaseObjects("shop", "orders", Terms.DEFAULT);

    @Property
    void noMoreThanFiveMinutesAreBelieved(@ForAll @IntRange(min = 1) int seconds) {
        assertThat(duration(seconds)).isPositive().isLessThanOrEqualTo(LONGEST);
    }

    @Example
    void whatIsSaidInThatTimeCounts() {
        assertThat(duration(15)).isEqualTo(Duration.ofSeconds(15));
        assertThat(duration(null)).isEqualTo(Terms.DEFAULT.duration());
        assertThat(duration(Integer.MAX_VALUE)).isEqualTo(LONGEST);
    }

    private static Duration duration(@Nullable Integer seconds) {
        return OBJECTS.duration(new LeaseBuilder()
                .withNewSpec()
                .withLeaseDurationSeconds(seconds)
                .endSpec()
                .build());
    }
}
