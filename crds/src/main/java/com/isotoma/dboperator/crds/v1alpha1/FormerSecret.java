package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A Secret that applications were to use before it got another name. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FormerSecret(
        @JsonPropertyDescription("Name of the Secret, in the namespace of this resource.") @Nullable
        String name,

        @JsonPropertyDescription("When it is removed, RFC 3339. Until then it has what the Secret of now has.")
        @Nullable
        String until) {}
