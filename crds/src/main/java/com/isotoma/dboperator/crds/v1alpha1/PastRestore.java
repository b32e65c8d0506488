package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A Restore whose data has taken its place in a Database, whether or not the resource still exists. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PastRestore(
        @JsonPropertyDescription("Name of the Restore.") @Nullable
        String name,

        @JsonPropertyDescription("A hash of its name, of spec.from, and of the annotation db.isotoma.com/run-again.")
        @Nullable
        String request,

        @JsonPropertyDescription("Its uid.") @Nullable String uid,

        @JsonPropertyDescription("URL of the object that was restored.") @Nullable
        String source,

        @JsonPropertyDescription("When the data took its place, RFC 3339.") @Nullable
        String at) {}
