package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compute resources, as a container's {@code resources} has them. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriverResources(
        @JsonPropertyDescription("What is set aside for the container, for example cpu: 100m.") @Nullable
        Map<String, IntOrString> requests,

        @JsonPropertyDescription("What the container may use at most, for example memory: 512Mi.") @Nullable
        Map<String, IntOrString> limits) {}
