package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Certificates in PEM form: written out, or a reference to where they stand. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.value), has(self.secretKeyRef), has(self.configMapKeyRef)].filter(given, given).size() == 1",
        message = "give exactly one of value, secretKeyRef and configMapKeyRef")
public record CertificateSource(
        @JsonPropertyDescription("The certificates themselves, from BEGIN CERTIFICATE to END CERTIFICATE.")
        @Nullable
        @Size(min = 1, max = 65536)
        String value,

        @JsonPropertyDescription("A key of a Secret that has them.") @Nullable
        SecretKeyRef secretKeyRef,

        @JsonPropertyDescription("A key of a ConfigMap that has them.") @Nullable
        ConfigMapKeyRef configMapKeyRef) {}
