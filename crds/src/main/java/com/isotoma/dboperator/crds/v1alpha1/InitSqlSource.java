package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** SQL, written out or in a ConfigMap. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.value) != has(self.configMapKeyRef)",
        message = "give exactly one of value and configMapKeyRef")
public record InitSqlSource(
        @JsonPropertyDescription("The statements themselves.") @Nullable @Size(min = 1, max = 65536)
        String value,

        @JsonPropertyDescription("A key of a ConfigMap that has them.") @Nullable
        ConfigMapKeyRef configMapKeyRef) {}
