package com.isotoma.dboperator.driver.spi;

/** How much of TLS a connection demands: {@code spec.tls.mode}, the same words for all servers. */
public enum TlsMode {
    /** No TLS. */
    DISABLE("Disable"),
    /** TLS where the server has it; its certificate is not verified. */
    PREFER("Prefer"),
    /** TLS; the server's certificate is not verified. */
    REQUIRE("Require"),
    /** TLS with a certificate of the given CA. */
    VERIFY_CA("VerifyCA"),
    /** TLS with a certificate of a trusted CA that was issued for the host. */
    VERIFY_FULL("VerifyFull");

    private final String word;

    TlsMode(String word) {
        this.word = word;
    }

    /** As a spec has it. */
    public String word() {
        return word;
    }
}
