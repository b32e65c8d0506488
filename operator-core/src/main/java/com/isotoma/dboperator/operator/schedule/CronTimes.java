package com.isotoma.dboperator.operator.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.isotoma.dboperator.reasons.ScheduleReasons;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When a schedule fires. The CronJob controller decides about that; this is for what it would not say: that a schedule
 * never fires, and when it will next. Both read the five fields alike, but for a Sunday written 7, which Kubernetes refuses
 * and so does this.
 */
final class CronTimes {
    private static final Map<String, String> MACROS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final Pattern SPACE = Pattern.compile("[ \t]+");
    private static final Pattern SEVEN = Pattern.compile("(^|[,-])7($|[,-/])");
    private static final int FIELDS = 5;
    private static final String PARSER = "Failed to parse cron expression. ";

    private final ExecutionTime times;
    private final ZoneId zone;

    private CronTimes(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /** @throws WrongSchedule if the schedule is none, or the time zone is unknown, or no day is like that */
    static CronTimes of(String schedule, String timeZone, Instant now) throws WrongSchedule {
        var zone = zone(timeZone);
        var times = new CronTimes(times(schedule), zone);
        if (times.next(now).isEmpty()) {
            throw new WrongSchedule(
                    ScheduleReasons.NEVER_FIRES,
                    "spec.schedule '" + schedule
                            + "' never comes: no month has such a day; correct the day of the month" + " or the month");
        }
        return times;
    }

    /** The first time after {@code after}; empty if there is none in the years to come. */
    Optional<Instant> next(Instant after) {
        return times.nextExecution(after.atZone(zone)).map(ZonedDateTime::toInstant);
    }

    private static ZoneId zone(String timeZone) throws WrongSchedule {
        // Java knows more forms, such as UTC+1, of which Kubernetes knows nothing.
        if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw new WrongSchedule(
                    ScheduleReasons.UNKNOWN_TIME_ZONE,
                    "spec.timeZone is '" + timeZone
                            + "', which is no name of the IANA time zone database: give one such"
                            + " as Europe/Berlin or Etc/UTC");
        }
        return ZoneId.of(timeZone);
    }

    private static ExecutionTime times(String schedule) throws WrongSchedule {
        var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        try {
            return ExecutionTime.forCron(parser.parse(plain(schedule)).validate());
        } catch (IllegalArgumentException e) {
            throw wrong(schedule, String.valueOf(e.getMessage()).replace(PARSER, ""));
        }
    }

    /** Numbers and asterisks alone, where the parser knows no names, or reads them otherwise than Kubernetes. */
    private static String plain(String schedule) throws WrongSchedule {
        var text = schedule.strip();
        var fields = SPACE.split(MACROS.getOrDefault(text, text), -1);
        if (fields.length != FIELDS) {
            throw wrong(schedule, "it has " + fields.length + " fields");
        }
        for (int i = 0; i < FIELDS; i++) {
            fields[i] = fields[i].replace('?', '*');
        }
        var days = fields[FIELDS - 1].toLowerCase(Locale.ROOT);
        for (int day = 0; day < DAYS.size(); day++) {
            days = days.replace(DAYS.get(day), Integer.toString(day));
        }
        if (SEVEN.matcher(days).find()) {
            throw wrong(schedule, "the days of the week are 0 to 6, and Sunday is 0");
        }
        fields[FIELDS - 1] = days;
        return String.join(" ", fields);
    }

    private static WrongSchedule wrong(String schedule, String why) {
        return new WrongSchedule(
                ScheduleReasons.INVALID_SCHEDULE,
                "spec.schedule '" + schedule + "' is no schedule: " + why
                        + "; give minute, hour, day of month, month and"
                        + " day of week, or @hourly, @daily, @weekly, @monthly, @yearly");
    }
}
