package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What retention last came to. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetentionStatus(
        @JsonPropertyDescription("When it was last applied, RFC 3339.") @Nullable
        String appliedAt,

        @JsonPropertyDescription("How many completed backups are kept.") @Nullable
        Integer keeps,

        @JsonPropertyDescription("Names of the Backups that were removed then; a hundred at most.") @Nullable
        List<String> removed,

        @JsonPropertyDescription(
                "Names of the Backups that need not be kept and are still there, since dryRun is set or"
                        + " something holds them; a hundred at most.")
        @Nullable
        List<String> wouldRemove,

        @JsonPropertyDescription("Names of the Backups whose objects are not in the Database's bucket as they were"
                + " stored. They count for nothing and are left alone; a hundred at most.")
        @Nullable
        List<String> unaccounted,

        @JsonPropertyDescription(
                "Names of the Backups that are kept beyond the retention, since no newer one that stays"
                        + " holds as much; a hundred at most.")
        @Nullable
        List<String> keptBeyond) {}
