package com.isotoma.dboperator.demo.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Backups by schedule. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScheduledTrigger(
        @JsonPropertyDescription("Whether backups are made. Default: true.") @Nullable
        Boolean enabled,

        @JsonPropertyDescription("When, in the five fields of cron, UTC.") @Required @Size(min = 1, max = 100)
        String schedule,

        @JsonPropertyDescription("Name of the repository; no backup is made without one.") @Nullable
        String repo) {}
