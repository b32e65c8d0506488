package com.isotoma.dboperator.reasons;

import com.isotoma.dboperator.driver.spi.Explained;

/** Reasons of the conditions Accepted and Ready of a BackupSchedule. */
public final class ScheduleReasons {
    @Explained(meaning = "schedule and time zone make sense (Accepted is True)")
    public static final String ACCEPTED = "Accepted";

    @Explained(
            meaning = "`spec.schedule` is none",
            remedy = "the message says what is wrong: five fields as cron has them, or `@daily` and its like")
    public static final String INVALID_SCHEDULE = "InvalidSchedule";

    @Explained(
            meaning = "`spec.schedule` names a day that no month has",
            remedy = "correct the day of the month, or the month")
    public static final String NEVER_FIRES = "NeverFires";

    @Explained(
            meaning = "`spec.timeZone` is no name of the IANA time zone database",
            remedy = "give one such as `Europe/Berlin` or `Etc/UTC`")
    public static final String UNKNOWN_TIME_ZONE = "UnknownTimeZone";

    @Explained(meaning = "backups will be made (Ready is True)")
    public static final String SCHEDULED = "Scheduled";

    @Explained(meaning = "`spec.suspend` is true: no backups are made", remedy = "set it to false")
    public static final String SUSPENDED = "Suspended";

    @Explained(meaning = "there is no such Database in the namespace", remedy = "create it, or delete the schedule")
    public static final String DATABASE_NOT_FOUND = "DatabaseNotFound";

    @Explained(
            meaning = "the Database does not fit the schema of this version; the schedule goes on as it was",
            remedy = "correct the field that the Events of the Database name")
    public static final String DATABASE_UNREADABLE = "DatabaseUnreadable";

    @Explained(meaning = "the Database is being deleted", remedy = "delete the schedule")
    public static final String DATABASE_DELETING = "DatabaseDeleting";

    @Explained(meaning = "no Driver has the name that the Database gives", remedy = "apply a Driver of that name")
    public static final String DRIVER_NOT_FOUND = "DriverNotFound";

    @Explained(
            meaning = "the service account of the drivers' pods cannot be given its rights in this namespace",
            remedy = "the message names the object that is in the way: delete it")
    public static final String ACCESS_CONFLICT = "AccessConflict";

    @Explained(
            meaning = "the last run did not end well, so that its backup may not have been asked for",
            remedy = "look at its Job: `kubectl describe jobs -l db.isotoma.com/schedule=NAME`")
    public static final String RUN_FAILED = "RunFailed";

    private ScheduleReasons() {}
}
