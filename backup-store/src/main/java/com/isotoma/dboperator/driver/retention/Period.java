package com.isotoma.dboperator.driver.retention;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** A stretch of the calendar whose first backup is kept. */
public enum Period {
    HOURLY,
    DAILY,
    /** ISO weeks, which begin on Monday. */
    WEEKLY,
    MONTHLY,
    YEARLY;

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH", Locale.ROOT);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT);

    /** The word in the spec and in labels. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For how many periods after its end this one's first backup is kept; 0 for none. */
    int held(Keep keep) {
        return switch (this) {
            case HOURLY -> keep.hourly();
            case DAILY -> keep.daily();
            case WEEKLY -> keep.weekly();
            case MONTHLY -> keep.monthly();
            case YEARLY -> keep.yearly();
        };
    }

    /** The beginning of the period that {@code time} lies in. */
    ZonedDateTime start(ZonedDateTime time) {
        // In the hour that comes twice a year, two periods have the same label.
        return this == HOURLY
                ? time.truncatedTo(ChronoUnit.HOURS)
                : firstDay(time.toLocalDate()).atStartOfDay(time.getZone());
    }

    private LocalDate firstDay(LocalDate day) {
        return switch (this) {
            case HOURLY, DAILY -> day;
            case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> day.withDayOfMonth(1);
            case YEARLY -> day.withDayOfYear(1);
        };
    }

    /** The beginning of the period that comes {@code count} after the one that begins at {@code start}. */
    ZonedDateTime later(ZonedDateTime start, int count) {
        return switch (this) {
            case HOURLY -> start.plusHours(count);
            case DAILY -> whole(start, start.toLocalDate().plusDays(count));
            case WEEKLY -> whole(start, start.toLocalDate().plusWeeks(count));
            case MONTHLY -> whole(start, start.toLocalDate().plusMonths(count));
            case YEARLY -> whole(start, start.toLocalDate().plusYears(count));
        };
    }

    private static ZonedDateTime whole(ZonedDateTime start, LocalDate day) {
        return day.atStartOfDay(start.getZone());
    }

    /** The name of the period that begins at {@code start}: fit for a label, and sorting by time. */
    String label(ZonedDateTime start) {
        return switch (this) {
            case HOURLY -> HOUR.format(start);
            case DAILY -> start.toLocalDate().toString();
            case WEEKLY ->
                "%d-W%02d"
                        .formatted(start.get(IsoFields.WEEK_BASED_YEAR), start.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTHLY -> MONTH.format(start);
            case YEARLY -> Integer.toString(start.getYear());
        };
    }
}
