package com.isotoma.dboperator.demo.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One backup on request. A changed trigger is a new request. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.time) || self.time.matches("
                + "'^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$')",
        message = "time is not a moment as RFC 3339 writes it: write it as in 2026-04-20T02:59:43Z",
        fieldPath = ".time")
public record ManualTrigger(
        @JsonPropertyDescription("Whether the backup is asked for. Default: true.") @Nullable
        Boolean enabled,

        @JsonPropertyDescription("The backup is not made before this moment, RFC 3339. Default: at once.") @Nullable
        String time,

        @JsonPropertyDescription("Name of the repository; no backup is made without one.") @Nullable
        String repo) {}
