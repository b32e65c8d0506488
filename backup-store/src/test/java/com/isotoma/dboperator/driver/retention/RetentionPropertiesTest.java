package com.isotoma.dboperator.driver.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds whatever backups there are and whatever is asked for. */
class RetentionPropertiesTest {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2028-01-01T00:00:00Z");

    @Property
    void everyBackupIsKeptOrNotAndTheNewestIs(
            @ForAll("somePoints") List<Point> points,
            @ForAll("retentions") Keep retention,
            @ForAll("zones") ZoneId zone) {
        var plan = RetentionPlan.of(points, retention, zone, NOW);

        assertThat(plan.kept()).containsKey(newest(points).name());
        var all = new ArrayList<>(plan.removable());
        all.addAll(plan.kept().keySet());
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        points.stream().map(Point::name).toList());
    }

    @Property
    void whatIsKeptIsKeptWithTheSameLabelsWhenTheRestIsGone(
            @ForAll("points") List<Point> points, @ForAll("retentions") Keep retention, @ForAll("zones") ZoneId zone) {
        var plan = RetentionPlan.of(points, retention, zone, NOW);

        var left = points.stream()
                .filter(point -> plan.kept().containsKey(point.name()))
                .toList();
        var again = RetentionPlan.of(left, retention, zone, NOW);
        assertThat(again.kept()).isEqualTo(plan.kept());
        assertThat(again.removable()).isEmpty();
    }

    @Property
    void aRunThatIsCutOffAnywhereIsFinishedByTheNext(
            @ForAll("points") List<Point> points,
            @ForAll("retentions") Keep retention,
            @ForAll("zones") ZoneId zone,
            @ForAll int cut) {
        var plan = RetentionPlan.of(points, retention, zone, NOW);

        int removed = Math.floorMod(cut, plan.removable().size() + 1);
        var gone = plan.removable().subList(0, removed);
        var left = points.stream().filter(point -> !gone.contains(point.name())).toList();
        var next = RetentionPlan.of(left, retention, zone, NOW);
        assertThat(next.kept()).isEqualTo(plan.kept());
        assertThat(next.removable())
                .isEqualTo(plan.removable().subList(removed, plan.removable().size()));
    }

    @Property
    void whatNeedNotBeKeptOnceNeedNotBeLater(
            @ForAll("somePoints") List<Point> points,
            @ForAll("points") List<Point> more,
            @ForAll("retentions") Keep retention,
            @ForAll("zones") ZoneId zone) {
        var before = RetentionPlan.of(points, retention, zone, NOW);
        var all = new ArrayList<>(points);
        var shift = Duration.between(BEGINNING, newest(points).at());
        more.forEach(
                point -> all.add(new Point("later " + point.name(), point.at().plus(shift))));

        var after = RetentionPlan.of(all, retention, zone, NOW.plus(Duration.ofDays(1000)));

        assertThat(after.removable()).containsAll(before.removable());
    }

    @Property
    void theFirstOfEachDayIsKeptWhileItsLabelHolds(
            @ForAll("somePoints") List<Point> points, @ForAll("counts") int days) {
        var retention = new Keep(0, 0, days, 0, 0, 0);
        var first = new HashMap<Long, Point>();
        for (var point : points) {
            first.merge(day(point), point, (a, b) -> Point.OLDEST_FIRST.compare(a, b) < 0 ? a : b);
        }
        long today = day(newest(points));

        var kept = RetentionPlan.of(points, retention, ZoneOffset.UTC, NOW).kept();

        first.forEach((day, point) -> assertThat(
                        kept.getOrDefault(point.name(), Map.of()).containsKey(Period.DAILY))
                .as("first backup of day %s, seen from day %s with %s days", day, today, days)
                .isEqualTo(days > 0 && today <= day + days));
    }

    private static long day(Point point) {
        return Math.floorDiv(point.at().getEpochSecond(), 86_400L);
    }

    private static Point newest(List<Point> points) {
        return points.stream().max(Point.OLDEST_FIRST).orElseThrow();
    }

    @Provide
    Arbitrary<List<Point>> points() {
        return points(0);
    }

    @Provide
    Arbitrary<List<Point>> somePoints() {
        return points(1);
    }

    /** Close together now and then, so that periods have several and times are equal. */
    private static Arbitrary<List<Point>> points(int atLeast) {
        var wide = Arbitraries.integers().between(0, 400 * 24 * 60);
        var narrow = Arbitraries.integers().between(0, 3 * 24 * 60);
        return Arbitraries.oneOf(wide, narrow)
                .list()
                .ofMinSize(atLeast)
                .ofMaxSize(60)
                .map(RetentionPropertiesTest::named);
    }

    private static List<Point> named(List<Integer> minutes) {
        var points = new ArrayList<Point>();
        minutes.forEach(
                minute -> points.add(new Point("b" + points.size(), BEGINNING.plus(Duration.ofMinutes(minute)))));
        return points;
    }

    @Provide
    Arbitrary<Keep> retentions() {
        var count = counts();
        return Combinators.combine(count, count, count, count, count, count)
                .as((last, hours, days, weeks, months, years) -> new Keep(last, hours, days, weeks, months, years));
    }

    @Provide
    Arbitrary<Integer> counts() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(0)),
                Tuple.of(3, Arbitraries.integers().between(0, 20)));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("Etc/UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia")
                .map(ZoneId::of);
    }
}
