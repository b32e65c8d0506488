package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** An access key of the object store. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record S3Credentials(
        @JsonPropertyDescription("The access key's id.") @Required
        CredentialSource accessKeyId,

        @JsonPropertyDescription("The access key's secret.") @Required
        CredentialSource secretAccessKey,

        @JsonPropertyDescription("The session token of a temporary access key.") @Nullable
        CredentialSource sessionToken) {}
