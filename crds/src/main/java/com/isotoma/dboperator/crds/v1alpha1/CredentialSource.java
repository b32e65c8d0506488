package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One secret value: written out, or a reference to where it stands. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.value) != has(self.valueFrom)",
        message = "give exactly one of value and valueFrom.secretKeyRef")
public record CredentialSource(
        @JsonPropertyDescription("The value itself. Everybody who may read this resource can read it: for a password"
                + " use valueFrom.")
        @Nullable
        String value,

        @JsonPropertyDescription("Where the value stands.") @Nullable
        ValueFrom valueFrom) {

    /** Shows no value, since records of this kind end up in messages. */
    @Override
    public String toString() {
        return "CredentialSource[" + (value != null ? "value" : "valueFrom=" + valueFrom) + "]";
    }
}
