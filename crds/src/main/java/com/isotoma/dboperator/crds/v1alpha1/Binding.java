package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * The reference by which service binding tools find the Secret ({@code status.binding.name} of the Service Binding
 * Specification for Kubernetes 1.1, "Provisioned Service").
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Binding(
        @JsonPropertyDescription("Name of the Secret, in the namespace of this resource.") @Nullable
        String name) {}
