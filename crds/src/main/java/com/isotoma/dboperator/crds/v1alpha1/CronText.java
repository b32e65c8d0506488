package com.isotoma.dboperator.crds.v1alpha1;

/** What a field {@code schedule} has to look like, for every spec that has one. */
final class CronText {
    static final String RULE =
            "self.schedule.matches('^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|[^ \\\\t=@]+([ \\\\t]+"
                    + "[^ \\\\t=@]+){4})$')";

    static final String MESSAGE =
            "schedule has the five fields of cron (minute, hour, day of month, month, day of week), or is @hourly,"
                    + " @daily, @weekly, @monthly or @yearly; a time zone goes into timeZone";

    private CronText() {}
}
