package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * The reference by which service binding tools find the Secret of a user, as {@link Binding} does for that of a Database. It has no
 * former ones, since its name cannot be changed.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserBinding(
        @JsonPropertyDescription("Name of the Secret, in the namespace of this resource.") @Nullable
        String name) {}
