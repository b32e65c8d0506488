package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The last Backup of a Database that was completed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LastBackup(
        @JsonPropertyDescription("Name of the Backup.") @Nullable
        String name,

        @JsonPropertyDescription("When it was completed, RFC 3339.") @Nullable
        String completedAt,

        @JsonPropertyDescription("URL of the object.") @Nullable
        String destination) {}
