package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** The account on the server that creates, backs up and drops. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdminCredentials(
        @JsonPropertyDescription("Name of the server's admin account.") @Required
        CredentialSource username,

        @JsonPropertyDescription("Password of the server's admin account.") @Required
        CredentialSource password) {}
