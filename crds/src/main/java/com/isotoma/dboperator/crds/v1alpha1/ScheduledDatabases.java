package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How many Databases of a server are backed up by which schedule. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScheduledDatabases(
        @JsonPropertyDescription("How many have the BackupSchedule that spec.backup asks for.") @Nullable
        Integer byDefault,

        @JsonPropertyDescription("How many have a BackupSchedule of their own.") @Nullable
        Integer byOwn,

        @JsonPropertyDescription("How many have no BackupSchedule.") @Nullable
        Integer none) {}
