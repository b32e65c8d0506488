package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A taint of a node that pods put up with, as a pod's {@code tolerations} has it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Toleration(
        @JsonPropertyDescription("Key of the taint; none stands for every key.") @Nullable
        String key,

        @JsonPropertyDescription("How value is compared: Equal (default) or Exists.") @Nullable
        String operator,

        @JsonPropertyDescription("Value of the taint.") @Nullable
        String value,

        @JsonPropertyDescription("Effect of the taint; none stands for every effect.") @Nullable
        String effect,

        @JsonPropertyDescription("How long a NoExecute taint is put up with.") @Nullable
        Long tolerationSeconds) {}
