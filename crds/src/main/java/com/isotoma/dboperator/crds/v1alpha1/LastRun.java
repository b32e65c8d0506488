package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The newest Backup of a schedule. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LastRun(
        @JsonPropertyDescription("Name of the Backup.") String name,

        @JsonPropertyDescription("Where it stands; none while it waits.") @Nullable
        BackupPhase phase,

        @JsonPropertyDescription("When it was completed, RFC 3339.") @Nullable
        String completedAt) {}
