package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where backups go. Two spellings of the same: {@code s3}, and {@code S3} as the first documents wrote it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "has(self.s3) != has(self.S3)", message = "give exactly one of s3 and S3; they mean the same")
public record BackupTarget(
        @JsonPropertyDescription("A bucket of S3 or of a store that speaks its protocol.") @Nullable
        S3Target s3,

        @JsonProperty("S3") @JsonPropertyDescription("The same as s3, with its keys in capitals.") @Nullable
        CapitalisedS3Target capitalisedS3,

        @JsonPropertyDescription("Encrypts backups before they leave the pod. Default: they are stored as they are.")
        @Nullable
        BackupEncryption encryption) {

    /** The target under either spelling; null when a resource that slipped past validation has neither. */
    public @Nullable S3Target target() {
        if (s3 != null) {
            return s3;
        }
        return capitalisedS3 == null ? null : capitalisedS3.plain();
    }
}
