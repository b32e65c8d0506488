package com.isotoma.dboperator.crds.contract;

import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * How much later than its spec says the backups of a BackupSchedule begin, always the same for one schedule, so that many with
 * one time do not begin at once. Whole minutes are in the CronJob, as far as they fit into the hour, so that the pods
 * do not start at once either; the Backup waits for the rest.
 *
 * @param total all of it
 * @param inCron the part that the CronJob is later, whole minutes
 * @param cron what the CronJob's schedule is
 */
public record ScheduleOffset(Duration total, Duration inCron, String cron) {
    /** Over how many seconds the backups are spread of schedules that fire once an hour or less often, and do not say. */
    static final int DEFAULT_SECONDS = 300;

    private static final int LAST_MINUTE = 59;
    private static final Pattern ONE_MINUTE = Pattern.compile("(0?[0-9]|[1-5][0-9])([ \t].*)");

    /** Those of which the minute is 0. */
    private static final Map<String, String> MACROS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    /** @param schedule name of the BackupSchedule */
    public static ScheduleOffset of(String namespace, String schedule, BackupScheduleSpec spec) {
        var text = spec.schedule().strip();
        var minute = ONE_MINUTE.matcher(MACROS.getOrDefault(text, text));
        boolean once = minute.matches();
        int jitter = Objects.requireNonNullElse(spec.jitterSeconds(), once ? DEFAULT_SECONDS : 0);
        long seconds = hash(namespace + "/" + schedule) % (jitter + 1);
        if (!once) {
            return new ScheduleOffset(Duration.ofSeconds(seconds), Duration.ZERO, spec.schedule());
        }
        int asked = Integer.parseInt(minute.group(1));
        long later = Math.min(seconds / 60, LAST_MINUTE - asked);
        return new ScheduleOffset(
                Duration.ofSeconds(seconds),
                Duration.ofMinutes(later),
                later == 0 ? spec.schedule() : (asked + later) + minute.group(2));
    }

    private static long hash(String text) {
        var hash = new CRC32();
        hash.update(text.getBytes(StandardCharsets.UTF_8));
        return hash.getValue();
    }
}
