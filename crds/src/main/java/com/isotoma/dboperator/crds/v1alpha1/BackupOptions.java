package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import org.jspecify.annotations.Nullable;

/** How backups are made, wherever they go. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupOptions(
        @JsonPropertyDescription("How many bytes of the dump are read in a second at most, so that a backup leaves the"
                + " server time for others: a whole number with Ki, Mi or Gi, for example 50Mi; at least 64Ki. Default:"
                + " as fast as it goes.")
        @Nullable
        @Pattern("^[1-9][0-9]{0,5}(Ki|Mi|Gi)$")
        String rateLimit,

        @JsonPropertyDescription("Level of the zstd compression, 1 (fastest, default) to 19 (smallest).")
        @Nullable
        @Min(1)
        @Max(19)
        Integer compressionLevel) {
    /** What nobody has changed. */
    public static final BackupOptions DEFAULT = new BackupOptions(null, null);
}
