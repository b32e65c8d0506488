package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** That manifests of backups are signed with Ed25519, so that who may only write to the bucket cannot make a backup. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupSigning(
        @JsonPropertyDescription(
                "Name of a Secret of this namespace. Its key trusted has the public keys (PEM, several one"
                        + " after another) whose manifests count; its key key, needed only for making backups, has the private"
                        + " key (PEM) to sign with, whose public key must be a trusted one.")
        @Required
        @Size(min = 1, max = 253)
        String secretName) {
    /** The key of the Secret with the private key. */
    public static final String KEY = "key";
    /** The key of the Secret with the public keys. */
    public static final String TRUSTED = "trusted";
}
