package com.isotoma.dboperator.crds.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleSpec;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How schedules of one time are spread. */
class ScheduleOffsetTest {
    private static final int MANY = 200;

    @ParameterizedTest
    @ValueSource(strings = {"0 3 * * *", "05 3 * * *", "@daily", "@hourly", "5\t3 * * 1-5"})
    void manySchedulesOfOneTimeAreSpreadOverFiveMinutes(String schedule) {
        var seconds =
                offsets(schedule, null).collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(seconds.keySet()).allMatch(offset -> offset.compareTo(Duration.ofMinutes(5)) <= 0);
        assertThat(seconds).hasSizeGreaterThan(100);
        assertThat(seconds.values()).as("at one second").allMatch(count -> count <= 6);
        var minutes = IntStream.range(0, MANY)
                .mapToObj(i -> of("shop-" + i, schedule, null))
                .collect(Collectors.groupingBy(ScheduleOffset::cron, Collectors.counting()));
        assertThat(minutes.values()).as("pods at one minute").allMatch(count -> count <= 60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"* * * * *", "*/5 * * * *", "0,30 * * * *", "0-10 3 * * *"})
    void whatFiresMoreOftenIsAtItsTime(String schedule) {
        assertThat(offsets(schedule, null)).containsOnly(Duration.ZERO);
        assertThat(of("shop", schedule, null).cron()).isEqualTo(schedule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"* * * * *", "@daily", "0 3 * * *"})
    void zeroTurnsItOff(String schedule) {
        assertThat(of("shop", schedule, 0)).isEqualTo(new ScheduleOffset(Duration.ZERO, Duration.ZERO, schedule));
    }

    @Test
    void whatASpecAsksForHoldsForAnySchedule() {
        assertThat(offsets("* * * * *", 30)).hasSizeGreaterThan(10).allMatch(o -> o.toSeconds() <= 30);
        assertThat(of("shop", "* * * * *", 3_600).inCron()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0", "30", "57", "59"})
    void theCronJobIsLaterByWholeMinutesOfTheSameHour(int minute) {
        for (int i = 0; i < MANY; i++) {
            var offset = of("shop-" + i, minute + " 3 1 * *", 7_200);
            var fields = offset.cron().split(" ", 2);
            int later = Integer.parseInt(fields[0]) - minute;
            assertThat(fields[1]).isEqualTo("3 1 * *");
            assertThat(later).isBetween(0, 59 - minute);
            assertThat(offset.inCron()).isEqualTo(Duration.ofMinutes(later));
            assertThat(offset.inCron()).isLessThanOrEqualTo(offset.total());
        }
    }

    /** What is written on CronJobs and Backups by versions that differ has to agree. */
    @Test
    void itStaysTheSame() {
        assertThat(of("shop", "0 3 * * *", null))
                .isEqualTo(new ScheduleOffset(Duration.ofSeconds(186), Duration.ofMinutes(3), "3 3 * * *"));
    }

    private static Stream<Duration> offsets(String schedule, @Nullable Integer jitter) {
        return IntStream.range(0, MANY)
                .mapToObj(i -> of("shop-" + i, schedule, jitter).total());
    }

    private static ScheduleOffset of(String namespace, String schedule, @Nullable Integer jitter) {
        return ScheduleOffset.of(
                namespace,
                "nightly",
                new BackupScheduleSpec("orders", schedule, null, null, null, null, jitter, null, null, null, null));
    }
}
