package com.isotoma.dboperator.demo.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the last runs have reached. Conditions of backups are the container's, those of triggers the operator's. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseBackupStatus(
        @JsonPropertyDescription("What is true of the last run, one entry a type; Succeeded sums it up.") @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("The generation of the spec that was acted on.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("The request by manualTrigger that was served; the same one is not served twice.")
        @Nullable
        String servedRequest,

        @JsonPropertyDescription("Name of the CronJob, while there is one.") @Nullable
        String cronJob,

        @JsonPropertyDescription("The last runs, newest first, ten at most.") @Nullable
        List<BackupRun> runs) {}
