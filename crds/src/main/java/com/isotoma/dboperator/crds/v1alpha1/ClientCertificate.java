package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A certificate and its private key, by which a driver shows to a server who it is. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientCertificate(
        @JsonPropertyDescription(
                "Name of a Secret of type kubernetes.io/tls: tls.crt has the certificate and those that"
                        + " lead to its CA, tls.key the private key.")
        @Required
        @Size(min = 1, max = 253)
        String secretName) {
    /** The key of the Secret with the certificate. */
    public static final String CERTIFICATE = "tls.crt";
    /** The key of the Secret with the private key. */
    public static final String KEY = "tls.key";
}
