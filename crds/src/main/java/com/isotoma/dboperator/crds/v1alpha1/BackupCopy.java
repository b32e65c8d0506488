package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** One copy of a backup that has ended. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupCopy(
        @JsonPropertyDescription("URL of the object.") @Nullable
        String destination,

        @JsonPropertyDescription("Completed when it is stored and was checked, else Failed.") @Nullable
        CopyPhase phase,

        @JsonPropertyDescription("Size of the stored object in bytes.") @Nullable
        Long sizeBytes,

        @JsonPropertyDescription("SHA-256 of the stored object, in hexadecimal digits.") @Nullable
        String sha256,

        @JsonPropertyDescription("Why it failed.") @Nullable String message) {}
