package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When backups of a Database are made, and which of them are kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.database == oldSelf.database",
        message = "database cannot be changed, since the schedule's backups are of one database: create another"
                + " BackupSchedule",
        fieldPath = ".database")
@ValidationRule(value = CronText.RULE, message = CronText.MESSAGE, fieldPath = ".schedule")
@ValidationRule(
        value = "!has(self.mode) || self.mode != 'Single' || !has(self.retention)",
        message = "mode Single keeps the last backup alone: remove retention, or set mode to Many",
        fieldPath = ".retention")
public record BackupScheduleSpec(
        @JsonPropertyDescription(
                "Name of the Database to back up, in the namespace of this resource. Cannot be changed.")
        @Required
        @Size(min = 1, max = 253)
        String database,

        @JsonPropertyDescription("When, in the five fields of cron (minute, hour, day of month, month, day of week), or"
                + " @hourly, @daily, @weekly, @monthly, @yearly.")
        @Required
        @Size(min = 1, max = 100)
        String schedule,

        @JsonPropertyDescription(
                "The time zone that schedule and retention go by, as in Europe/Berlin. Default: Etc/UTC.")
        @Nullable
        @Size(min = 1, max = 64)
        String timeZone,

        @JsonPropertyDescription("Whether no backups are made for the time being. Default: false.") @Nullable
        Boolean suspend,

        @JsonPropertyDescription(
                "What is done when a backup is due while an earlier one of this schedule has not ended:"
                        + " Forbid (default, it is left out), Allow (it waits) or Replace (the earlier one is given up).")
        @Nullable
        ConcurrencyPolicy concurrencyPolicy,

        @JsonPropertyDescription("How late a backup may still begin that could not begin in time, in seconds. Default:"
                + " however late; of several that were missed, only the last one is made up for.")
        @Nullable
        @Min(10)
        @Max(31_536_000)
        Integer startingDeadlineSeconds,

        @JsonPropertyDescription(
                "Backups begin up to so many seconds after their time, each schedule always by the same"
                        + " part of it, so that many schedules do not begin at once; 0 for at their time. Default: 300 where"
                        + " the minute of schedule is one number, as in @daily; 0 where it fires more often.")
        @Nullable
        @Min(0)
        @Max(86_400)
        Integer jitterSeconds,

        @JsonPropertyDescription("Which completed backups are kept. Default: all.") @Nullable
        Retention retention,

        @JsonPropertyDescription("How many of the last failed Backups are kept, to be looked at. Default: 1.")
        @Nullable
        @Min(0)
        @Max(1_000)
        Integer failedHistoryLimit,

        @JsonPropertyDescription("Many (default: what retention says), or Single: only the last backup, older ones go"
                + " when it is complete and checked.")
        @Nullable
        ScheduleMode mode,

        @JsonPropertyDescription("What the Backups have in common.") @Nullable
        BackupTemplate template) {

    @JsonIgnore
    public String effectiveTimeZone() {
        return Objects.requireNonNullElse(timeZone, "Etc/UTC");
    }

    @JsonIgnore
    public boolean suspended() {
        return Boolean.TRUE.equals(suspend);
    }

    @JsonIgnore
    public ConcurrencyPolicy effectiveConcurrencyPolicy() {
        return Objects.requireNonNullElse(concurrencyPolicy, ConcurrencyPolicy.FORBID);
    }

    @JsonIgnore
    public int effectiveFailedHistoryLimit() {
        return Objects.requireNonNullElse(failedHistoryLimit, 1);
    }

    /** What is to be kept; empty for everything. */
    @JsonIgnore
    public Optional<Retention> effectiveRetention() {
        return mode == ScheduleMode.SINGLE ? Optional.of(Retention.LAST) : Optional.ofNullable(retention);
    }
}
