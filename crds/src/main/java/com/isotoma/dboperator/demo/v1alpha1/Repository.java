package com.isotoma.dboperator.demo.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** An object store, and how to reach it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Repository(
        @JsonPropertyDescription("Name by which triggers choose this repository.") @Required @Size(min = 1, max = 253)
        String name,

        @JsonPropertyDescription("Kind of store: ibmcos (default) or s3. Both speak the S3 protocol.")
        @Nullable
        @Pattern("^(ibmcos|s3)$")
        String type,

        @JsonPropertyDescription("Name of the Secret with the keys HmacAccessKeyId and HmacSecretAccessKey. Default:"
                + " the repository's name.")
        @Nullable
        @Size(min = 1, max = 253)
        String secretName,

        @JsonPropertyDescription("Address of the store, with or without http:// or https:// before it; https without.")
        @Required
        @Pattern("^(https?://)?[^\\s/]+/?$")
        String serviceEndpoint,

        @JsonPropertyDescription("Region of the store. Default: us-east-1.") @Nullable
        String cosRegion,

        @JsonPropertyDescription("What the names of bucket and objects begin with. Default: database-backup-.")
        @Nullable
        @Pattern("^[a-z0-9][a-z0-9.-]{0,39}$")
        String bucketNamePrefix,

        @JsonPropertyDescription("Not used: access keys need no token service. Accepted, since older files name it.")
        @Nullable
        String authEndpoint) {}
