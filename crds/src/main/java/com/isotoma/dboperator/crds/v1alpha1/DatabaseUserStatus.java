package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.isotoma.dboperator.driver.spi.Explained;
import com.isotoma.dboperator.driver.support.Labels;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the runs of a driver have reached. They write it, and the operator says in it what a DatabaseUser waits for. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseUserStatus(
        @JsonPropertyDescription("Where this user stands; none while it waits for its Database for the first time.")
        @Nullable
        UserPhase phase,

        @JsonPropertyDescription("What is true of this user; Ready says whether its Secret can be used.") @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("The generation of the spec that the server was last brought to.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Name of the account on the server. The key username of the Secret has the name to log in by, which"
                        + " may be another one.")
        @Nullable
        String username,

        @JsonPropertyDescription("The Secret to connect with, as a service binding.") @Nullable
        UserBinding binding,

        @JsonPropertyDescription("How the rotation of the password stands; none before the first.") @Nullable
        RotationStatus rotation,

        @JsonPropertyDescription("The value of the annotation db.isotoma.com/refresh that was last served.") @Nullable
        String refreshed,

        @JsonPropertyDescription(
                "What the database was when the account was last brought to the spec, as a hash: another"
                        + " one after a Restore, and after it was made again.")
        @Nullable
        String basis,

        @JsonPropertyDescription("The driver that made the account.") @Nullable
        String driver,

        @JsonPropertyDescription("One line for people.") @Nullable
        String message) {

    /** Condition: the password was changed when that was due. It is there once that was. */
    @Explained(
            meaning =
                    "the user's password was changed when that was last due or asked for; while it is not, applications go"
                            + " on with the one of before")
    public static final String PASSWORD_ROTATED = "PasswordRotated";

    /** The status of a DatabaseUser that nobody has touched. */
    public static final DatabaseUserStatus NONE =
            new DatabaseUserStatus(null, null, null, null, null, null, null, null, null, null);

    private static final int BASIS_LENGTH = 16;

    /** Whether a rotation has begun and not ended, so that two logins or passwords are in force. */
    public boolean rotating() {
        return rotation != null && (rotation.begun() != null || rotation.retireAt() != null);
    }

    /** What the database of a Database is now, for {@link #basis}: what a run made in it before may be gone when this changes. */
    public static String basisOf(Database database) {
        var status = Objects.requireNonNullElse(database.getStatus(), DatabaseStatus.NONE);
        var words = Objects.requireNonNullElse(status.words(), OneTimeWords.NONE);
        var past = status.pastRestores();
        var text = String.join(
                "\n",
                database.getMetadata().getUid(),
                String.valueOf(status.databaseName()),
                String.valueOf(status.username()),
                String.valueOf(status.serverIdentity()),
                String.valueOf(status.refreshed()),
                // Where and how to connect, which its Secret says too.
                String.valueOf(status.observedGeneration()),
                String.valueOf(words.startEmpty()),
                String.valueOf(words.acceptServer()),
                past == null || past.isEmpty()
                        ? ""
                        : String.valueOf(past.getLast().uid()));
        return Labels.hash(text).substring(0, BASIS_LENGTH);
    }
}
