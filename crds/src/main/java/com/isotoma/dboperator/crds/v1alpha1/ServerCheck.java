package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What came of asking a server who it is, with its admin account. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServerCheck(
        @JsonPropertyDescription("The generation of the spec that was tried.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("When the server was last asked, RFC 3339.") @Nullable
        String lastCheckTime,

        @JsonPropertyDescription("Whether it answered and let the admin in.") @Nullable
        Boolean reachable,

        @JsonPropertyDescription("Why, in one word.") @Nullable
        String reason,

        @JsonPropertyDescription("Why, for people: which field is wrong, and what to do.") @Nullable
        String message,

        @JsonPropertyDescription("Product and version that the server last reported.") @Nullable
        String version,

        @JsonPropertyDescription("What tells this server from others, as it last reported it.") @Nullable
        String identity) {}
