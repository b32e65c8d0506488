package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A bucket, and how to reach it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record S3Target(
        @JsonPropertyDescription(
                "Region of the bucket. Default: what the environment of the driver says, else" + " us-east-1.")
        @Nullable
        String region,

        @JsonPropertyDescription("Name of the bucket; it must exist.") @Required @Size(min = 1, max = 255)
        String bucket,

        @JsonPropertyDescription("What the names of the objects begin with; a slash follows it if it has none.")
        @Nullable
        @Size(max = 512)
        String prefix,

        @JsonPropertyDescription("Address of a store other than AWS, as https://host:port.")
        @Nullable
        @Pattern("^https?://[^\\s/]+/?$")
        String endpoint,

        @JsonPropertyDescription("Whether the bucket's name stands in the path rather than in the host name. Default:"
                + " true with an endpoint, false without.")
        @Nullable
        Boolean pathStyle,

        @JsonPropertyDescription("Access key. Default: what the AWS SDK finds, for example the role of the driver's"
                + " service account.")
        @Nullable
        S3Credentials credentials,

        @JsonPropertyDescription(
                "WhenSupported (default), or WhenRequired for stores that refuse the newer checksums of" + " S3.")
        @Nullable
        ChecksumPolicy checksums,

        @JsonPropertyDescription("How the store encrypts what it keeps. Default: as the bucket says.") @Nullable
        ServerSideEncryption serverSideEncryption,

        @JsonPropertyDescription("The CA's certificate of a store with one of its own, as PEM. Default: those that"
                + " everybody trusts.")
        @Nullable
        @Size(max = 65536)
        String caCertificate) {

    /** The same store with another bucket. */
    public S3Target withBucket(String other) {
        return new S3Target(
                region,
                other,
                prefix,
                endpoint,
                pathStyle,
                credentials,
                checksums,
                serverSideEncryption,
                caCertificate);
    }

    /** One without anything special. */
    public S3Target(
            @Nullable String region,
            String bucket,
            @Nullable String prefix,
            @Nullable String endpoint,
            @Nullable Boolean pathStyle,
            @Nullable S3Credentials credentials) {
        this(region, bucket, prefix, endpoint, pathStyle, credentials, null, null, null);
    }
}
