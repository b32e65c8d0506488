package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.isotoma.dboperator.driver.spi.Explained;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a schedule. The operator writes it, but for the condition {@link #PRUNED}, {@code retention} and {@code places},
 * which are the runs'.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupScheduleStatus(
        @JsonPropertyDescription(
                "What is true of this schedule: Accepted, Ready, Pruned, BackupsPossible; Reconciling while it waits for another resource, Stalled when a person has to act.")
        @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("The generation of the spec that was acted on.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("When a run was last begun, RFC 3339.") @Nullable
        String lastScheduleTime,

        @JsonPropertyDescription("When the next run is due, RFC 3339; none while suspended.") @Nullable
        String nextScheduleTime,

        @JsonPropertyDescription("Names of the Backups that have not ended.") @Nullable
        List<String> active,

        @JsonPropertyDescription("The newest Backup.") @Nullable
        LastRun lastBackup,

        @JsonPropertyDescription("When a Backup of this schedule was last completed, RFC 3339.") @Nullable
        String lastSuccessfulTime,

        @JsonPropertyDescription("What retention last came to. Only the runs write it.") @Nullable
        RetentionStatus retention,

        @JsonPropertyDescription(
                "What came of trying out the places in spec.template.backupTo. Only the runs write it.")
        @Nullable
        PlacesStatus places) {

    /** Condition: the spec makes sense. */
    @Explained(meaning = "schedule and time zone make sense")
    public static final String ACCEPTED = "Accepted";

    /** Condition: backups will be made, unless it is suspended as asked. */
    @Explained(meaning = "backups will be made; with the reason Suspended, none is, as asked")
    public static final String READY = "Ready";

    /** Condition: retention was applied; if not, why nothing was removed. */
    @Explained(meaning = "retention was applied the last time; if not, nothing was removed")
    public static final String PRUNED = "Pruned";

    /** Condition: as the Database says it, or as a run has found the schedule's own places. None where there is no place. */
    @Explained(
            meaning =
                    "the backups can go where the Database says, which has the same condition; where `spec.template.backupTo`"
                            + " names places of the schedule's own, these were tried when they were declared and after each"
                            + " Backup that has failed, and are tried every five minutes while they do not work")
    public static final String BACKUPS_POSSIBLE = "BackupsPossible";

    /** The status of a schedule that nobody has touched. */
    public static final BackupScheduleStatus NONE =
            new BackupScheduleStatus(null, null, null, null, null, null, null, null, null);
}
