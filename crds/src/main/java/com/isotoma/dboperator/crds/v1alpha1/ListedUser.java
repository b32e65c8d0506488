package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A DatabaseUser as its Database lists it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListedUser(
        @JsonPropertyDescription("Name of the DatabaseUser.")
        String name,

        @JsonPropertyDescription("Name of its account on the server.")
        String username,

        @JsonPropertyDescription("What it may do.") UserAccess access) {}
