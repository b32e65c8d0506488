package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.isotoma.dboperator.driver.spi.Explained;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a DatabaseServer stands. The operator writes it, but for {@code check}, which is the runs'. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseServerStatus(
        @JsonPropertyDescription(
                "What is true of this server: Ready, Reachable, BackupsScheduled; Reconciling while it waits for its first check or its"
                        + " deletion waits for Databases, Stalled when a person has to act.")
        @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("The generation of the spec that was acted on.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("How many Databases name this server.") @Nullable
        Integer databases,

        @JsonPropertyDescription("What the server said when it was last asked. Only the runs write it.") @Nullable
        ServerCheck check,

        @JsonPropertyDescription("By which BackupSchedules these Databases are backed up.") @Nullable
        ScheduledDatabases backups) {

    /** Condition: Databases can be made on it. */
    @Explained(meaning = "Databases can be made on the server")
    public static final String READY = "Ready";

    /** Condition: it answered, and let the admin in. */
    @Explained(meaning = "the server answered when it was last asked, and let the admin account in")
    public static final String REACHABLE = "Reachable";

    /** Condition: each of its Databases has a BackupSchedule. It is there while the spec has defaults for them. */
    @Explained(
            meaning = "each Database has the BackupSchedule that `spec.backup` asks for, or one of its own; not there"
                    + " without `spec.backup`")
    public static final String BACKUPS_SCHEDULED = "BackupsScheduled";

    /** The status of a server that was never checked. */
    public static final DatabaseServerStatus NONE = new DatabaseServerStatus(null, null, null, null, null);
}
