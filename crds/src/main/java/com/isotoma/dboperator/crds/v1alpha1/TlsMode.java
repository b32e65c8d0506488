package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much of TLS a connection to a server demands. */
public enum TlsMode {
    @JsonProperty("Disable")
    DISABLE,
    /** TLS where the server has it, unverified. */
    @JsonProperty("Prefer")
    PREFER,
    /** TLS, unverified. */
    @JsonProperty("Require")
    REQUIRE,
    /** A certificate of the given CA. */
    @JsonProperty("VerifyCA")
    VERIFY_CA,
    /** A certificate of a trusted CA, issued for the host. */
    @JsonProperty("VerifyFull")
    VERIFY_FULL
}
