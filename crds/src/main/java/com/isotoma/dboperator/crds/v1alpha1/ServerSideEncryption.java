package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How the store encrypts what it keeps. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.kmsKeyId) || self.type == 'aws:kms'",
        message = "kmsKeyId would not be used: set type to aws:kms, or remove it",
        fieldPath = ".kmsKeyId")
public record ServerSideEncryption(
        @JsonPropertyDescription("AES256 (keys of the store) or aws:kms (keys of a key service).") @Required
        Type type,

        @JsonPropertyDescription("The key of the key service. Default: the one that the bucket names.")
        @Nullable
        @Size(min = 1, max = 2048)
        String kmsKeyId) {
    /** The word that goes to the store. */
    public enum Type {
        @JsonProperty("AES256")
        AES256("AES256"),
        @JsonProperty("aws:kms")
        KMS("aws:kms");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
