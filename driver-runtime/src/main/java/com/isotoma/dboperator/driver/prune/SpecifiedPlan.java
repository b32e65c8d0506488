package com.isotoma.dboperator.driver.prune;

import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleSpec;
import com.isotoma.dboperator.crds.v1alpha1.Retention;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.retention.Keep;
import com.isotoma.dboperator.driver.retention.Period;
import com.isotoma.dboperator.driver.retention.Point;
import com.isotoma.dboperator.driver.retention.RetentionPlan;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.reasons.ScheduleReasons;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a schedule's {@code spec.retention} keeps of its backups. */
final class SpecifiedPlan {
    private SpecifiedPlan() {}

    /**
     * Each group is counted for itself; without a retention all stay.
     *
     * @throws DriverException of kind USER when the spec names no time zone that there is
     */
    static RetentionPlan of(BackupScheduleSpec spec, Collection<List<BackupHandle>> groups, Clock clock)
            throws DriverException {
        var retention = spec.effectiveRetention();
        if (retention.isEmpty()) {
            return keepAll(groups);
        }
        var zone = zone(spec);
        return RetentionPlan.together(groups.stream()
                .map(backups -> RetentionPlan.of(points(backups), keep(retention.get()), zone, clock.instant()))
                .toList());
    }

    private static Keep keep(Retention retention) {
        return new Keep(
                count(retention.keepLast()),
                count(retention.hourly()),
                count(retention.daily()),
                count(retention.weekly()),
                count(retention.monthly()),
                count(retention.yearly()));
    }

    private static int count(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    private static List<Point> points(List<BackupHandle> backups) {
        return backups.stream().map(b -> new Point(b.name(), b.dueAt())).toList();
    }

    private static ZoneId zone(BackupScheduleSpec spec) throws DriverException {
        var name = spec.effectiveTimeZone();
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw DriverException.user(
                    ScheduleReasons.UNKNOWN_TIME_ZONE,
                    "spec.timeZone is '" + name + "', which is no name of the IANA time zone database: give one such as"
                            + " Europe/Berlin or Etc/UTC");
        }
    }

    private static RetentionPlan keepAll(Collection<List<BackupHandle>> groups) {
        return new RetentionPlan(
                groups.stream()
                        .flatMap(Collection::stream)
                        .collect(Collectors.toMap(BackupHandle::name, b -> new EnumMap<>(Period.class))),
                List.of());
    }
}
