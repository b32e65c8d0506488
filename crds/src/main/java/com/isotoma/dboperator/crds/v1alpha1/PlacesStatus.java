package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What came of trying out the places that a schedule names itself. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlacesStatus(
        @JsonPropertyDescription("The generation of the spec whose places were tried.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("When they were last tried, RFC 3339.") @Nullable
        String lastCheckTime,

        @JsonPropertyDescription("Whether backups can go there: True, False, or Unknown where only a backup shows it.")
        @Nullable
        String possible,

        @JsonPropertyDescription("Why, in one word.") @Nullable
        String reason,

        @JsonPropertyDescription("Why, for people: which field is wrong, and what to do.") @Nullable
        String message) {}
