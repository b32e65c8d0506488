package com.isotoma.dboperator.driver.retention;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept of a schedule's good backups, and what is not.
 *
 * <ul>
 *   <li>The newest one is kept, and the {@code keepLast} newest.
 *   <li>The first one of each hour, day, week, month and year has that period's label, and is kept until as many periods
 *       as the retention gives have passed since the end of its own.
 *   <li>Time passes only as backups are made: it is reckoned up to when the newest one was due. So nothing is removed
 *       because backups fail, or are suspended, or no longer made.
 * </ul>
 *
 * Labels are those of the backups that are there: where a person removes the first one of a day, the next one of that day
 * has its label. Removing what need not be kept changes no label.
 *
 * @param kept names with the labels of each, which may be none, by period
 * @param removable names, oldest first
 */
public record RetentionPlan(Map<String, Map<Period, String>> kept, List<String> removable) {
    /**
     * @param zone whose calendar is meant
     * @param now a backup that was due later than this makes no time pass
     */
    public static RetentionPlan of(Collection<Point> points, Keep keep, ZoneId zone, Instant now) {
        var sorted = points.stream().sorted(Point.OLDEST_FIRST).toList();
        var kept = new TreeMap<String, Map<Period, String>>();
        if (sorted.isEmpty()) {
            return new RetentionPlan(Map.of(), List.of());
        }
        int last = Math.max(1, keep.last());
        sorted.subList(Math.max(0, sorted.size() - last), sorted.size())
                .forEach(point -> kept.put(point.name(), new EnumMap<>(Period.class)));
        var newest = sorted.get(sorted.size() - 1).at();
        var reckoned = newest.isBefore(now) ? newest : now;
        for (var period : Period.values()) {
            label(sorted, period, period.held(keep), zone, reckoned, kept);
        }
        var removable = new ArrayList<String>();
        sorted.stream().map(Point::name).filter(name -> !kept.containsKey(name)).forEach(removable::add);
        return new RetentionPlan(Collections.unmodifiableMap(kept), Collections.unmodifiableList(removable));
    }

    /** What is kept by any of these, which are of different backups. */
    public static RetentionPlan together(Collection<RetentionPlan> plans) {
        var kept = new TreeMap<String, Map<Period, String>>();
        var removable = new ArrayList<String>();
        for (var plan : plans) {
            kept.putAll(plan.kept());
            removable.addAll(plan.removable());
        }
        return new RetentionPlan(Collections.unmodifiableMap(kept), Collections.unmodifiableList(removable));
    }

    /** The same with these kept as well, for no period. */
    public RetentionPlan keeping(Collection<String> names) {
        var more = new TreeMap<>(kept);
        names.forEach(name -> more.putIfAbsent(name, Map.of()));
        return new RetentionPlan(
                Collections.unmodifiableMap(more),
                removable.stream().filter(name -> !names.contains(name)).toList());
    }

    private static void label(
            List<Point> sorted,
            Period period,
            int held,
            ZoneId zone,
            Instant reckoned,
            Map<String, Map<Period, String>> kept) {
        if (held == 0) {
            return;
        }
        var seen = new HashSet<ZonedDateTime>();
        for (var point : sorted) {
            var start = period.start(point.at().atZone(zone));
            if (seen.add(start) && period.later(start, 1 + held).toInstant().isAfter(reckoned)) {
                kept.computeIfAbsent(point.name(), name -> new EnumMap<>(Period.class))
                        .put(period, period.label(start));
            }
        }
    }
}
