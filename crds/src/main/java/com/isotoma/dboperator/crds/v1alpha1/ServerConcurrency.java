package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What a server bears at the same time. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServerConcurrency(
        @JsonPropertyDescription(
                "How many operations that move data (backups, restores, verifications) may be at work on the"
                        + " server at the same time, counted over all namespaces by host and port. Default: the operator's"
                        + " --server-backups.")
        @Nullable
        @Min(1)
        @Max(100)
        Integer backups) {}
