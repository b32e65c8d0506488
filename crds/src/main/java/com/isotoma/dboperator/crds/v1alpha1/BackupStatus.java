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
public record BackupStatus(
        @JsonPropertyDescription("Where this Backup stands; none while it waits for its Database.") @Nullable
        BackupPhase phase,

        @JsonPropertyDescription("What is true of this Backup; it ends with Complete or Failed being True.") @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("The generation of the spec that was acted on.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "URL of the object, from the moment the dump begins; of several copies the first, and in"
                        + " the end the first good one.")
        @Nullable
        String destination,

        @JsonPropertyDescription("What came of each copy, in the order of the spec.") @Nullable
        List<BackupCopy> copies,

        @JsonPropertyDescription("How far the dump is, for people; renewed every few seconds.") @Nullable
        String progress,

        @JsonPropertyDescription(
                "How much of the dump is done, by the driver's estimate of its size; 100 when it is. None"
                        + " where the driver has no estimate.")
        @Nullable
        Integer progressPercent,

        @JsonPropertyDescription("Bytes of the dump that were read in a second: lately, and in the end over all.")
        @Nullable
        Long bytesPerSecond,

        @JsonPropertyDescription("When the first attempt began, RFC 3339.") @Nullable
        String startedAt,

        @JsonPropertyDescription("When the object was checked, RFC 3339.") @Nullable
        String completedAt,

        @JsonPropertyDescription("Size of the stored object in bytes.") @Nullable
        Long sizeBytes,

        @JsonPropertyDescription("SHA-256 of the stored object, in hexadecimal digits.") @Nullable
        String sha256,

        @JsonPropertyDescription("The driver that made the dump.") @Nullable
        String driver,

        @JsonPropertyDescription("Version of the server that was dumped.") @Nullable
        String serverVersion,

        @JsonPropertyDescription(
                "What tells the server that was dumped from others; none where it has nothing of that kind.")
        @Nullable
        String serverIdentity,

        @JsonPropertyDescription("Name of the database on the server.") @Nullable
        String databaseName,

        @JsonPropertyDescription("How many runs have tried to make this backup.") @Nullable
        Integer attempts,

        @JsonPropertyDescription("What came of the last verification.") @Nullable
        Verification verification,

        @JsonPropertyDescription("The verification in progress or waiting for its next attempt.") @Nullable
        Verifying verifying,

        @JsonPropertyDescription(
                "True where it leaves tables or rows out, as backupOptions asks; the condition FullyRestorable and the manifest"
                        + " name them.")
        @Nullable
        Boolean partial,

        @JsonPropertyDescription("One line for people.") @Nullable
        String message) {

    /** Condition: it is stored and checked. */
    @Explained(meaning = "the backup is stored and was checked; until then the reason says how far it is")
    public static final String COMPLETE = "Complete";

    /** Condition: no run will try again. */
    @Explained(meaning = "no run will try again; without it the Backup waits or goes on")
    public static final String FAILED = "Failed";

    /** Condition of a Backup that was to have several copies: all of them are there. */
    @Explained(meaning = "all copies are stored; only on a Backup with several")
    public static final String ALL_COPIES = "AllCopies";

    /** Condition: its retention has run out, it is being removed, and its object may be gone. */
    @Explained(meaning = "its retention has run out: it is being removed, and its object may be gone")
    public static final String EXPIRED = "Expired";

    /** Condition: whether the last verification has proved that it can be restored. */
    @Explained(
            meaning =
                    "whether the last verification has proved that it can be restored; Unknown while one is under way, none"
                            + " where none was asked for")
    public static final String VERIFIED = "Verified";

    /** Condition: False where a restore cannot bring everything back. */
    @Explained(
            meaning =
                    "False where a restore will leave out or change something, which the message lists; otherwise absent")
    public static final String FULLY_RESTORABLE = "FullyRestorable";

    /** Condition: False where a pattern of what is left out matched no table. */
    @Explained(
            meaning =
                    "False where a pattern of `excludeTables` or `excludeData` matched no table, so that what it was to leave"
                            + " out may be in the backup; otherwise absent")
    public static final String EXCLUSIONS_MATCHED = "ExclusionsMatched";

    /** Condition of one that is being deleted: False while its stored objects cannot be removed. */
    @Explained(
            meaning =
                    "only on a Backup with `deletionPolicy: Delete` that is being deleted: False while its objects cannot be"
                            + " removed; the message says why and what can be done")
    public static final String STORED_REMOVED = "StoredRemoved";

    /** Condition: whether a trusted key has signed the manifest. */
    @Explained(
            meaning =
                    "whether a trusted key has signed the manifest; only where the place of the backup has `signing`, and it was verified or found stored")
    public static final String SIGNATURE_VERIFIED = "SignatureVerified";

    /** The status of a Backup that nobody has touched. */
    public static final BackupStatus NONE = new BackupStatus(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null);
}
