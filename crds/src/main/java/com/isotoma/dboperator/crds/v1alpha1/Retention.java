package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Which completed backups of a schedule are kept. The first backup of each period has that period's label, and is kept
 * until as many periods as are given here have passed since the end of its own.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.keepLast) && self.keepLast > 0, has(self.hourly) && self.hourly > 0, has(self.daily) &&"
                + " self.daily > 0, has(self.weekly) && self.weekly > 0, has(self.monthly) && self.monthly > 0,"
                + " has(self.yearly) && self.yearly > 0].exists(given, given)",
        message = "give at least one of keepLast, hourly, daily, weekly, monthly and yearly a number above 0, or leave"
                + " retention out to keep every backup")
public record Retention(
        @JsonPropertyDescription("How many of the newest backups are kept in any case.") @Nullable @Min(0) @Max(10_000)
        Integer keepLast,

        @JsonPropertyDescription("For how many hours after its end each hour's first backup is kept.")
        @Nullable
        @Min(0)
        @Max(100_000)
        Integer hourly,

        @JsonPropertyDescription("For how many days after its end each day's first backup is kept.")
        @Nullable
        @Min(0)
        @Max(10_000)
        Integer daily,

        @JsonPropertyDescription(
                "For how many weeks after its end each week's first backup is kept. Weeks begin on Monday.")
        @Nullable
        @Min(0)
        @Max(10_000)
        Integer weekly,

        @JsonPropertyDescription("For how many months after its end each month's first backup is kept.")
        @Nullable
        @Min(0)
        @Max(1_200)
        Integer monthly,

        @JsonPropertyDescription("For how many years after its end each year's first backup is kept.")
        @Nullable
        @Min(0)
        @Max(100)
        Integer yearly,

        @JsonPropertyDescription("Whether nothing is removed, and status.retention only says what would be.") @Nullable
        Boolean dryRun) {

    /** Nothing but the last one. */
    public static final Retention LAST = new Retention(1, null, null, null, null, null, null);
}
