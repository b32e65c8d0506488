package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.isotoma.dboperator.driver.spi.Explained;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the runs of a driver have reached. Only they write it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestoreStatus(
        @JsonPropertyDescription("Where this Restore stands; none while it waits for its Database.") @Nullable
        RestorePhase phase,

        @JsonPropertyDescription("What is true of this Restore; it ends with Complete or Failed being True.") @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("The generation of the spec that was acted on.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("URL of the object that is restored. Decided once.") @Nullable
        String source,

        @JsonPropertyDescription("Name of the Backup that is restored, if one was named or chosen. Decided once.")
        @Nullable
        String backup,

        @JsonPropertyDescription("Name of the database on the server that is filled.") @Nullable
        String databaseName,

        @JsonPropertyDescription("The driver that reads the dump.") @Nullable
        String driver,

        @JsonPropertyDescription("Version of the server that was dumped, as the backup says it.") @Nullable
        String serverVersion,

        @JsonPropertyDescription("How far the restore is, for people; renewed every few seconds.") @Nullable
        String progress,

        @JsonPropertyDescription("How much of the object has been read, in percent.") @Nullable
        Integer progressPercent,

        @JsonPropertyDescription("Bytes of the object read in a second, lately; once it is read, on average.") @Nullable
        Long bytesPerSecond,

        @JsonPropertyDescription("When the first attempt began, RFC 3339.") @Nullable
        String startedAt,

        @JsonPropertyDescription("When the data was in its place, RFC 3339.") @Nullable
        String completedAt,

        @JsonPropertyDescription("How many runs have tried to restore.") @Nullable
        Integer attempts,

        @JsonPropertyDescription("Name of the Backup that was made of what the Database held before.") @Nullable
        String safetyBackup,

        @JsonPropertyDescription("One line for people.") @Nullable
        String message) {

    /** Condition: the data is in its place. */
    @Explained(meaning = "the Database holds what the backup held; until then the reason says how far it is")
    public static final String COMPLETE = "Complete";

    /** Condition: no run will try again. */
    @Explained(meaning = "no run will try again, and the Database holds what it held before")
    public static final String FAILED = "Failed";

    /** Condition: False where something of the backup was left out. */
    @Explained(
            meaning =
                    "False where the restore left out or changed something, which the message lists; otherwise absent")
    public static final String FULLY_RESTORED = "FullyRestored";

    /** Condition: whether a trusted key has signed the manifest. */
    @Explained(
            meaning = "whether a trusted key has signed the manifest; only where the place of the backup has `signing`")
    public static final String SIGNATURE_VERIFIED = "SignatureVerified";

    /** The status of a Restore that nobody has touched. */
    public static final RestoreStatus NONE = new RestoreStatus(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
}
