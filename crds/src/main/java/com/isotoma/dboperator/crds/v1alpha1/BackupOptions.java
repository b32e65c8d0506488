package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How backups are made, wherever they go. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.rateLimit) || self.rateLimit.matches('^[1-9][0-9]{0,5}(Ki|Mi|Gi)$')",
        message = "give rateLimit as a whole number of bytes a second with Ki, Mi or Gi, such as 50Mi",
        fieldPath = ".rateLimit")
@ValidationRule(
        value = "!has(self.compressionLevel) || (self.compressionLevel >= 1 && self.compressionLevel <= 19)",
        message = "give compressionLevel from 1 (fastest) to 19 (smallest)",
        fieldPath = ".compressionLevel")
@ValidationRule(
        value = "!has(self.excludeTables) || self.excludeTables.all(p, !p.startsWith('-'))",
        message = "a pattern of excludeTables begins with '-', as options of programs do: put ? in its place",
        fieldPath = ".excludeTables")
@ValidationRule(
        value = "!has(self.excludeData) || self.excludeData.all(p, !p.startsWith('-'))",
        message = "a pattern of excludeData begins with '-', as options of programs do: put ? in its place",
        fieldPath = ".excludeData")
public record BackupOptions(
        @JsonPropertyDescription("How many bytes of the dump are read in a second at most, so that a backup leaves the"
                + " server time for others: a whole number with Ki, Mi or Gi, for example 50Mi; at least 64Ki. Default:"
                + " as fast as it goes.")
        @Nullable
        @Size(max = 16)
        String rateLimit,

        @JsonPropertyDescription("Level of the zstd compression, 1 (fastest, default) to 19 (smallest).") @Nullable
        Integer compressionLevel,

        @JsonPropertyDescription(
                "Tables that backups leave out: names, in which * stands for any characters and ? for one. On PostgreSQL"
                        + " schema.table; without a schema it is public. Views of these tables and foreign keys to them are left"
                        + " out as well. A last backup, and one that a Restore makes first, has everything. Default: none.")
        @Nullable
        @Size(max = 100)
        List<@Size(min = 1, max = 200) String> excludeTables,

        @JsonPropertyDescription(
                "Tables that backups keep without their rows: the same patterns as in excludeTables. Default: none.")
        @Nullable
        @Size(max = 100)
        List<@Size(min = 1, max = 200) String> excludeData) {
    /** What nobody has changed. */
    public static final BackupOptions DEFAULT = new BackupOptions(null, null, null, null);

    /** These options, where they say something, and otherwise the others. */
    public BackupOptions over(BackupOptions others) {
        return new BackupOptions(
                rateLimit == null ? others.rateLimit : rateLimit,
                compressionLevel == null ? others.compressionLevel : compressionLevel,
                excludeTables == null ? others.excludeTables : excludeTables,
                excludeData == null ? others.excludeData : excludeData);
    }
}
