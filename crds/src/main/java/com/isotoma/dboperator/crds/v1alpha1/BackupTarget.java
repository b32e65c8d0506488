package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Where backups go: a StorageLocation, or a bucket. That has two spellings of the same: {@code s3}, and {@code S3} as the
 * first documents wrote it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.s3), has(self.S3), has(self.location)].filter(given, given).size() == 1",
        message = "give exactly one of s3 and S3, which mean the same, and location, the name of a StorageLocation")
@ValidationRule(
        value = "!has(self.location) || !has(self.encryption)",
        message =
                "the StorageLocation says itself how its backups are encrypted: remove encryption, or give s3 instead of"
                        + " location",
        fieldPath = ".encryption")
@ValidationRule(
        value = "!has(self.location) || !has(self.signing)",
        message =
                "the StorageLocation says itself how its manifests are signed: remove signing, or give s3 instead of location",
        fieldPath = ".signing")
public record BackupTarget(
        @JsonPropertyDescription("A bucket of S3 or of a store that speaks its protocol.") @Nullable
        S3Target s3,

        @JsonProperty("S3") @JsonPropertyDescription("The same as s3, with its keys in capitals.") @Nullable
        CapitalisedS3Target capitalisedS3,

        @JsonPropertyDescription("Name of a StorageLocation that lists the namespace of this resource. No access key is"
                + " needed here; whether backups are encrypted and signed is for the StorageLocation to say.")
        @Nullable
        @Size(min = 1, max = 253)
        String location,

        @JsonPropertyDescription("Encrypts backups before they leave the pod. Default: they are stored as they are.")
        @Nullable
        BackupEncryption encryption,

        @JsonPropertyDescription(
                "Signs the manifests of backups, and has restores from here ask for the signature. Default: the bucket"
                        + " vouches for itself.")
        @Nullable
        BackupSigning signing) {

    /** A bucket that is given here, with unsigned manifests. */
    public BackupTarget(
            @Nullable S3Target s3, @Nullable CapitalisedS3Target capitalisedS3, @Nullable BackupEncryption encryption) {
        this(s3, capitalisedS3, null, encryption, null);
    }

    /** The StorageLocation of that name. */
    public static BackupTarget at(String location) {
        return new BackupTarget(null, null, location, null, null);
    }

    /** The bucket under either spelling; null for a location, and when a resource that slipped past validation has none. */
    public @Nullable S3Target target() {
        if (s3 != null) {
            return s3;
        }
        return capitalisedS3 == null ? null : capitalisedS3.plain();
    }
}
