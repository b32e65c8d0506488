package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last verification of a Backup that has ended. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verification(
        @JsonPropertyDescription("What asked for it: the value of the annotation db.isotoma.com/verify, or 'spec'.")
        @Nullable
        String request,

        @JsonPropertyDescription("Passed or Failed; Undecided where it could not be tried to the end.") @Nullable
        VerificationResult result,

        @JsonPropertyDescription("When it began, RFC 3339.") @Nullable
        String startedAt,

        @JsonPropertyDescription("When it ended, RFC 3339.") @Nullable
        String completedAt,

        @JsonPropertyDescription("Number of tables that were restored and counted.") @Nullable
        Integer tables,

        @JsonPropertyDescription("Number of rows in them.") @Nullable
        Long rows,

        @JsonPropertyDescription("One line for people.") @Nullable
        String message) {
    private static final String BY_SPEC = "spec";

    /** The request for a verification that has not been served; empty when there is none, or nothing to verify yet. */
    public static Optional<String> due(Backup backup) {
        var status = backup.getStatus();
        if (status == null || status.phase() != BackupPhase.COMPLETED) {
            return Optional.empty();
        }
        var annotations = backup.getMetadata().getAnnotations();
        var asked = annotations == null ? null : annotations.get(ApiGroup.VERIFY_ANNOTATION);
        var request =
                asked != null ? asked : Boolean.TRUE.equals(backup.getSpec().verify()) ? BY_SPEC : null;
        var served =
                status.verification() == null ? null : status.verification().request();
        return Optional.ofNullable(request).filter(wanted -> !wanted.equals(served));
    }
}
