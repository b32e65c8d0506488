package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the Backups of a schedule have in common. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupTemplate(
        @JsonPropertyDescription("Labels of each Backup, beside the schedule's own.") @Nullable
        Map<String, String> labels,

        @JsonPropertyDescription("Annotations of each Backup, beside the schedule's own.") @Nullable
        Map<String, String> annotations) {}
