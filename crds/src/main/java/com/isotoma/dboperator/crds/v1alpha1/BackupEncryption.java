package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** That backups are encrypted before they leave the pod, in the format of age (age-encryption.org/v1). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupEncryption(
        @JsonPropertyDescription(
                "Name of a Secret of this namespace. Its key recipients has the public keys of those who"
                        + " can read the backups (age1…), one a line; its key identities, needed only for reading back, has"
                        + " private keys (AGE-SECRET-KEY-1…), one a line. Lines with # are comments.")
        @Required
        @Size(min = 1, max = 253)
        String secretName,

        @JsonPropertyDescription(
                "Name of another Secret of this namespace, which has the key identities in place of secretName."
                        + " Runs may read it only while a Restore or a verification is due.")
        @Size(min = 1, max = 253)
        @Nullable
        String identitiesSecretName) {
    /** The key of the Secret with the public keys. */
    public static final String RECIPIENTS = "recipients";
    /** The key of the Secret with the private keys. */
    public static final String IDENTITIES = "identities";

    /** One Secret with both kinds of keys. */
    public BackupEncryption(String secretName) {
        this(secretName, null);
    }

    /** Name of the Secret with the private keys. */
    @JsonIgnore
    public String identities() {
        return identitiesSecretName == null ? secretName : identitiesSecretName;
    }
}
