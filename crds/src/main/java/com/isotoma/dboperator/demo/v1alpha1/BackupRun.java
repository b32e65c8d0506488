package com.isotoma.dboperator.demo.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** One backup that was made, or is being made. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupRun(
        @JsonPropertyDescription("Name of the Job.") @Nullable
        String job,

        @JsonPropertyDescription("Uid of the Job: its pods write one object between them.") @Nullable
        String jobUid,

        @JsonPropertyDescription("How many pods of the Job have begun; the last one works on it.") @Nullable
        Integer attempts,

        @JsonPropertyDescription("When the first pod of the Job began, RFC 3339.") @Nullable
        String startedAt,

        @JsonPropertyDescription("When the object was checked, RFC 3339; none until then.") @Nullable
        String completedAt,

        @JsonPropertyDescription("URL of the object.") @Nullable
        String destination,

        @JsonPropertyDescription("Size of the stored object in bytes.") @Nullable
        Long sizeBytes,

        @JsonPropertyDescription("SHA-256 of the stored object, in hexadecimal digits.") @Nullable
        String sha256) {}
