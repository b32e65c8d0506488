package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.isotoma.dboperator.driver.spi.Explained;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the runs of a driver have reached. Only they write it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseStatus(
        @JsonPropertyDescription("Where this Database stands; none until a run has picked it up.") @Nullable
        DatabasePhase phase,

        @JsonPropertyDescription("What is true of this Database; Ready says whether it can be used.") @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("The generation of the spec that the server was last brought to.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Name of the database on the server.") @Nullable
        String databaseName,

        @JsonPropertyDescription(
                "Name of the user on the server that the database belongs to. The key username of the Secret has"
                        + " the name to log in by, which may be another one that acts as this user.")
        @Nullable
        String username,

        @JsonPropertyDescription("Version that the server last reported.") @Nullable
        String serverVersion,

        @JsonPropertyDescription("What tells the server that this Database was made on from others.") @Nullable
        String serverIdentity,

        @JsonPropertyDescription("The spec.options that the database was last brought to.")
        @PreserveUnknownFields
        @Nullable
        Map<String, JsonNode> options,

        @JsonPropertyDescription("The Secret to connect with, as a service binding.") @Nullable
        Binding binding,

        @JsonPropertyDescription("The Backup that is being made, if any.") @Nullable
        String activeBackup,

        @JsonPropertyDescription("The Restore that works on this Database, if any.") @Nullable
        String activeRestore,

        @JsonPropertyDescription("The last Backup that was completed.") @Nullable
        LastBackup lastBackup,

        @JsonPropertyDescription("The value of the annotation db.isotoma.com/refresh that was last served.") @Nullable
        String refreshed,

        @JsonPropertyDescription(
                "The Restores that were carried out, the newest last; a hundred at most. None of them is"
                        + " carried out once more.")
        @Nullable
        List<PastRestore> pastRestores,

        @JsonPropertyDescription("The annotations of one-time effect that were last acted upon.") @Nullable
        OneTimeWords words,

        @JsonPropertyDescription(
                "The last failure of a run that served this Database among others. None once such a run has succeeded.")
        @Nullable
        FailedAttempt failedAttempt,

        @JsonPropertyDescription(
                "The CA's certificate that spec.tls last had from a ConfigMap. A deletion goes on with it"
                        + " when the ConfigMap is gone first.")
        @Nullable
        String caCertificate,

        @JsonPropertyDescription("What became of spec.initSql.") @Nullable
        InitSqlStatus initSql,

        @JsonPropertyDescription("How the rotation of the application's password stands; none before the first.")
        @Nullable
        RotationStatus rotation,

        @JsonPropertyDescription("The DatabaseUsers that have an account on the server; a hundred at most.") @Nullable
        List<ListedUser> users,

        @JsonPropertyDescription("What came of comparing it with what it should be; none without a DatabaseServer.")
        @Nullable
        DriftStatus drift,

        @JsonPropertyDescription("One line for people.") @Nullable
        String message) {

    /** Condition: it can be used. */
    @Explained(meaning = "the database can be used with its Secret; while it is not, the reason says why")
    public static final String READY = "Ready";

    /**
     * Whether the server was last brought to this very spec, and what annotations ask for was served.
     *
     * @param refresh the value of the annotation that asks for one more run; null for none
     * @param asked what annotations allow once, whether or not it was acted upon
     */
    public boolean serves(long generation, @Nullable String refresh, OneTimeWords asked) {
        return Objects.equals(observedGeneration, generation)
                && (refresh == null || refresh.equals(refreshed))
                && asked.notIn(words).isEmpty();
    }

    /** Whether a rotation has begun and not ended, so that two logins or passwords are in force. */
    public boolean rotating() {
        return rotation != null && (rotation.begun() != null || rotation.retireAt() != null);
    }

    /** Whether the database was ready for use once. From then on it is looked for, and never made without a word. */
    public boolean created() {
        return binding != null
                || phase == DatabasePhase.CREATED
                || phase == DatabasePhase.BACKUP_REQUESTED
                || phase == DatabasePhase.BACKUP_IN_PROGRESS
                || phase == DatabasePhase.BACKUP_COMPLETED;
    }
    /** Condition: no Secret that it uses is being deleted. It is there once one was. */
    @Explained(
            meaning =
                    "no Secret that the spec refers to is being deleted; while it is False, runs go on with what is left of"
                            + " it, and the message says what to do")
    public static final String SECRETS_KEPT = "SecretsKept";

    /** Condition: backups can go where the spec says. None where it names no place. */
    @Explained(
            meaning =
                    "backups can go where `spec.backupTo` says: that was tried when it was declared, and by each backup since;"
                            + " Unknown where only the first backup will show it")
    public static final String BACKUPS_POSSIBLE = "BackupsPossible";

    /** Condition: the application's password was changed when that was due. It is there once that was. */
    @Explained(
            meaning =
                    "the application's password was changed when that was last due or asked for; while it is not, applications go"
                            + " on with the one of before")
    public static final String PASSWORD_ROTATED = "PasswordRotated";

    /** The status of a Database that nobody has touched. */
    public static final DatabaseStatus NONE = new DatabaseStatus(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null);
}
