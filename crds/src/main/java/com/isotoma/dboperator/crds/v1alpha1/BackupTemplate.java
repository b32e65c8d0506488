package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the Backups of a schedule have in common. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupTemplate(
        @JsonPropertyDescription("Labels of each Backup, beside the schedule's own.") @Nullable
        Map<String, String> labels,

        @JsonPropertyDescription("Annotations of each Backup, beside the schedule's own.") @Nullable
        Map<String, String> annotations,

        @JsonPropertyDescription("Where copies of each Backup go, five at most; one dump feeds all. Default: where the"
                + " Database says.")
        @Nullable
        @Size(min = 1, max = 5)
        List<BackupTarget> backupTo,

        @JsonPropertyDescription("Whether each Backup is verified once it is stored. Default: false.") @Nullable
        Boolean verify,

        @JsonPropertyDescription("How each Backup is made, each field in place of the Database's backupOptions.")
        @Nullable
        BackupOptions backupOptions,

        @JsonPropertyDescription(
                "What becomes of the stored objects when a Backup is deleted: Retain (default), or Delete, and a run removes all"
                        + " copies with their manifests before the resource goes.")
        @Nullable
        BackupDeletionPolicy deletionPolicy) {}
