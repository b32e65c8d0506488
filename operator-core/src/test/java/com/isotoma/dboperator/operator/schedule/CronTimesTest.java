package com.isotoma.dboperator.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T11:30:00Z"); // a Saturday

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0 3 * * *           | 2026-11-22T03:00:00Z
                    */5 * * * *         | 2026-11-21T11:35:00Z
                    7/20 * * * *        | 2026-11-21T11:47:00Z
                    0\t3  *  * *        | 2026-11-22T03:00:00Z
                    0 0 1 1 *           | 2027-01-01T00:00:00Z
                    0 0 ? jan,FEB ?     | 2027-01-01T00:00:00Z
                    0 0 * * SUN-tue     | 2026-11-22T00:00:00Z
                    0 0 13 * 5          | 2026-11-27T00:00:00Z
                    0 0 29 2 *          | 2028-02-29T00:00:00Z
                    @hourly             | 2026-11-21T12:00:00Z
                    @daily              | 2026-11-22T00:00:00Z
                    @midnight           | 2026-11-22T00:00:00Z
                    @weekly             | 2026-11-22T00:00:00Z
                    @monthly            | 2026-12-01T00:00:00Z
                    @yearly             | 2027-01-01T00:00:00Z
                    @annually           | 2027-01-01T00:00:00Z
                    """)
    void theNextTimeIsThatOfTheFiveFields(String schedule, Instant next) throws WrongSchedule {
        assertThat(CronTimes.of(schedule, "Etc/UTC", NOW).next(NOW)).contains(next);
    }

    @Test
    void timesAreThoseOfTheTimeZoneAndAnHourThatDoesNotComeIsLeftOut() throws WrongSchedule {
        var times = CronTimes.of("30 2 * * *", "Europe/Berlin", NOW);
        var found = new ArrayList<Instant>();
        var from = Instant.parse("2027-03-26T12:00:00Z");
        for (int i = 0; i < 2; i++) {
            from = times.next(from).orElseThrow();
            found.add(from);
        }
        assertThat(found)
                .isEqualTo(List.of(Instant.parse("2027-03-27T01:30:00Z"), Instant.parse("2027-03-29T00:30:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 31 FEB *"})
    void aDayThatNeverComesIsRefused(String schedule) {
        refused(schedule, "Etc/UTC", "NeverFires", "never comes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 7", "* * * * 5-7", "5-1 * * * *",
                "*/0 * * * *", "* * * *", "0 0 0 1 1 *", "nightly", "@every 1h", "1,,2 * * * *", "* * L * *"
            })
    void whatIsNoScheduleIsRefusedWithWhatWouldBeOne(String schedule) {
        refused(schedule, "Etc/UTC", "InvalidSchedule", "give minute, hour, day of month");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Bonn", "UTC+1", "+01:00", "Local", "europe/berlin"})
    void anUnknownTimeZoneIsRefused(String zone) {
        refused("@daily", zone, "UnknownTimeZone", "'" + zone + "'");
    }

    private static void refused(String schedule, String zone, String reason, String message) {
        assertThatThrownBy(() -> CronTimes.of(schedule, zone, NOW)).isInstanceOfSatisfying(WrongSchedule.class, e -> {
            assertThat(e.verdict().holds()).isFalse();
            assertThat(e.verdict().reason()).as(e.getMessage()).isEqualTo(reason);
            assertThat(e.verdict().message()).contains(message);
        });
    }
}
