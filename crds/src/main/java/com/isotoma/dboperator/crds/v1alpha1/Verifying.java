package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A verification of a Backup that has not ended. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verifying(
        @JsonPropertyDescription("What asked for it, as in status.verification.") @Nullable
        String request,

        @JsonPropertyDescription("How many runs have tried; the fourth is the last.") @Nullable
        Integer attempts,

        @JsonPropertyDescription("When the first attempt began, RFC 3339.") @Nullable
        String startedAt,

        @JsonPropertyDescription("What kept the last attempt from ending; none where that is not known.") @Nullable
        String message) {

    /** How many runs have tried to serve this request. */
    public int attemptsFor(String wanted) {
        return wanted.equals(request) && attempts != null ? attempts : 0;
    }
}
