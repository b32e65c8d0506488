package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the Databases of a server are backed up that have no BackupSchedule of their own. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = CronText.RULE, message = CronText.MESSAGE, fieldPath = ".schedule")
public record ServerBackup(
        @JsonPropertyDescription("Where these backups go, unless the Database has a backupTo. Default: spec.backupTo.")
        @Nullable
        ServerBackupTarget to,

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

        @JsonPropertyDescription(
                "As in a BackupSchedule: over how many seconds the backups are spread; 0 for at their time. Default: 300 where"
                        + " the minute of schedule is one number, as in @daily; 0 where it fires more often.")
        @Nullable
        @Min(0)
        @Max(86_400)
        Integer jitterSeconds,

        @JsonPropertyDescription("Which completed backups of each Database are kept. Default: all.") @Nullable
        Retention retention,

        @JsonPropertyDescription("Whether each Backup is verified once it is stored. Default: false.") @Nullable
        Boolean verify) {

    /** The spec of the BackupSchedule for a Database that goes by this. */
    public BackupScheduleSpec scheduleFor(String database, boolean ownPlace) {
        var places = to == null || ownPlace ? null : List.of(BackupTarget.at(to.location()));
        var template =
                places == null && verify == null ? null : new BackupTemplate(null, null, places, verify, null, null);
        return new BackupScheduleSpec(
                database, schedule, timeZone, null, null, null, jitterSeconds, retention, null, null, template);
    }
}
