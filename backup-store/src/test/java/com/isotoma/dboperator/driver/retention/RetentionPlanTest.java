package com.isotoma.dboperator.driver.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Retention by example. */
class RetentionPlanTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void theFirstBackupOfEachDayIsKeptForSevenDaysAfterThatDaysEnd() {
        var hourly = every(Duration.ofHours(1), NOON.minus(Duration.ofDays(30)), NOON);

        var plan = RetentionPlan.of(hourly, daily(7), ZoneOffset.UTC, NOON);

        assertThat(plan.kept().values())
                .extracting(labels -> labels.get(Period.DAILY))
                .containsExactlyInAnyOrder(
                        null, // the newest
                        "2026-11-21",
                        "2026-11-20",
                        "2026-11-19",
                        "2026-11-18",
                        "2026-11-17",
                        "2026-11-16",
                        "2026-11-15",
                        "2026-11-14");
        assertThat(plan.kept()).containsKeys("2026-11-20T00:00:00Z", "2026-11-14T00:00:00Z");
    }

    @Test
    void aLabelEndsAsManyPeriodsAfterItsOwnAsAreGiven() {
        var first = point("2026-11-14T03:00:00Z");

        assertThat(RetentionPlan.of(List.of(first, point("2026-11-21T23:59:00Z")), daily(7), ZoneOffset.UTC, NOON_NEXT)
                        .removable())
                .isEmpty();
        assertThat(RetentionPlan.of(List.of(first, point("2026-11-22T00:00:00Z")), daily(7), ZoneOffset.UTC, NOON_NEXT)
                        .removable())
                .containsExactly(first.name());
    }

    private static final Instant NOON_NEXT = NOON.plus(Duration.ofDays(1));

    @Test
    void aBackupMayHaveTheLabelsOfSeveralPeriods() {
        var plan = RetentionPlan.of(
                List.of(point("2027-01-01T00:30:00Z")), new Keep(0, 1, 1, 1, 1, 1), ZoneOffset.UTC, NOON);

        assertThat(plan.kept().values())
                .containsExactly(Map.of(
                        Period.HOURLY, "2027-01-01T00",
                        Period.DAILY, "2027-01-01",
                        Period.WEEKLY, "2026-W53",
                        Period.MONTHLY, "2027-01",
                        Period.YEARLY, "2027"));
    }

    @Test
    void periodsAreThoseOfTheSchedulesTimeZone() {
        var retention = new Keep(0, 0, 2, 0, 0, 0);
        // Half past midnight in Berlin, before and after the clocks go back there on 25 October.
        var points = List.of(point("2026-10-24T22:30:00Z"), point("2026-10-25T23:30:00Z"));

        var plan = RetentionPlan.of(points, retention, BERLIN, NOON);

        assertThat(plan.kept())
                .containsEntry("2026-10-24T22:30:00Z", Map.of(Period.DAILY, "2026-10-25"))
                .containsEntry("2026-10-25T23:30:00Z", Map.of(Period.DAILY, "2026-10-26"));
    }

    @Test
    void theHourThatComesTwiceIsTwoHours() {
        var retention = new Keep(0, 5, 0, 0, 0, 0);
        var points =
                List.of(point("2026-10-25T00:00:00Z"), point("2026-10-25T00:30:00Z"), point("2026-10-25T01:00:00Z"));

        var plan = RetentionPlan.of(points, retention, BERLIN, NOON);

        assertThat(plan.removable()).containsExactly("2026-10-25T00:30:00Z");
    }

    @Test
    void whereAPersonRemovesTheFirstOneOfADayTheNextOneTakesItsPlace() {
        var points = new ArrayList<>(every(Duration.ofHours(6), NOON.minus(Duration.ofDays(2)), NOON));
        points.removeIf(point -> point.name().equals("2026-11-20T00:00:00Z"));

        var plan = RetentionPlan.of(points, daily(7), ZoneOffset.UTC, NOON);

        assertThat(plan.kept()).containsEntry("2026-11-20T06:00:00Z", Map.of(Period.DAILY, "2026-11-20"));
    }

    @Test
    void nothingRunsOutWhileNoBackupIsMade() {
        var points = every(Duration.ofHours(6), NOON.minus(Duration.ofDays(3)), NOON);

        assertThat(RetentionPlan.of(points, daily(7), ZoneOffset.UTC, NOON.plus(Duration.ofDays(1000))))
                .isEqualTo(RetentionPlan.of(points, daily(7), ZoneOffset.UTC, NOON));
    }

    @Test
    void aBackupThatIsDueInTheFutureMakesNoTimePass() {
        var points = Stream.concat(
                        every(Duration.ofDays(1), NOON.minus(Duration.ofDays(5)), NOON).stream(),
                        Stream.of(point("2999-01-01T00:00:00Z")))
                .toList();

        assertThat(RetentionPlan.of(points, daily(7), ZoneOffset.UTC, NOON).removable())
                .isEmpty();
    }

    @Test
    void nothingIsKeptOfNothing() {
        assertThat(RetentionPlan.of(List.of(), daily(7), ZoneOffset.UTC, NOON))
                .isEqualTo(new RetentionPlan(Map.of(), List.of()));
    }

    private static Keep daily(int days) {
        return new Keep(0, 0, days, 0, 0, 0);
    }

    private static Point point(String at) {
        return new Point(at, Instant.parse(at));
    }

    private static List<Point> every(Duration step, Instant from, Instant to) {
        return Stream.iterate(from, at -> !at.isAfter(to), at -> at.plus(step))
                .map(at -> new Point(at.toString(), at))
                .toList();
    }
}
