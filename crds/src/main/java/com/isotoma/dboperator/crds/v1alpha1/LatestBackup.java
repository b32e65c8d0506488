package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The newest of the Completed Backups of one Database. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LatestBackup(
        @JsonPropertyDescription(
                "Whose Backups to choose from, in the namespace of this resource. Default: those of the"
                        + " Database to fill.")
        @Nullable
        @Size(min = 1, max = 253)
        String database,

        @JsonPropertyDescription("Leave out Backups that were begun after this time, RFC 3339: 2026-01-31T12:00:00Z.")
        @Nullable
        @Size(max = 40)
        @Pattern("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$")
        String notLaterThan) {}
