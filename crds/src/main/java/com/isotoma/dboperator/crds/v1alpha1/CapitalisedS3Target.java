package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The spelling of {@link S3Target} in the first documents; it has no more than they had. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CapitalisedS3Target(
        @JsonProperty("Region") @JsonPropertyDescription("See s3.region.") @Nullable
        String region,

        @JsonProperty("Bucket") @JsonPropertyDescription("See s3.bucket.") @Required @Size(min = 1, max = 255)
        String bucket,

        @JsonProperty("Prefix") @JsonPropertyDescription("See s3.prefix.") @Nullable @Size(max = 512)
        String prefix) {

    /** The same target in the spelling that the code works with. */
    public S3Target plain() {
        return new S3Target(region, bucket, prefix, null, null, null);
    }
}
