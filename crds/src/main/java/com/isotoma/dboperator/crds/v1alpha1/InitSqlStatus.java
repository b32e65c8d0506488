package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What became of {@code spec.initSql}. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InitSqlStatus(
        @JsonPropertyDescription(
                "Running, Failed (some statements may have been run), Done, or Skipped because the database"
                        + " was not new. After Done and Skipped it is not run any more.")
        @Nullable
        InitSqlState state,

        @JsonPropertyDescription("SHA-256 of the text, in hexadecimal digits.") @Nullable
        String digest,

        @JsonPropertyDescription("What tells the driver later whether a run that was cut off has done it.") @Nullable
        String token,

        @JsonPropertyDescription("Why it failed.") @Nullable String message) {}
