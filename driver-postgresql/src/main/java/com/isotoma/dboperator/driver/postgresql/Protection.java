package com.isotoma.dboperator.driver.postgresql;

import java.util.List;

/**
 * How a connection is kept from who is on its path. Whatever it is, a password is answered for with SCRAM alone, unless the
 * server's certificate was verified: SCRAM shows the password to no one, and proves that the server knows it.
 */
enum Protection {
    /** TLS with a certificate that was verified. Servers may then ask for passwords in other ways, as LDAP and PAM do. */
    VERIFIED,
    /** TLS whose other end has proved by SCRAM's channel binding that it is the server that knows the password. */
    BOUND,
    /** TLS where the server has it, with nothing verified; else none. */
    UNVERIFIED;

    /** What is tried one after the other: the weaker only where the server cannot do the stronger. */
    static List<Protection> of(String sslMode) {
        return switch (sslMode) {
            case "verify-full", "verify-ca" -> List.of(VERIFIED);
            case "require" -> List.of(BOUND);
            case "disable" -> List.of(UNVERIFIED);
            default -> List.of(BOUND, UNVERIFIED);
        };
    }

    /** The mode of TLS, for libpq and JDBC alike. */
    String sslMode(Endpoint endpoint) {
        return switch (this) {
            case VERIFIED -> endpoint.effectiveSslMode();
            case BOUND -> "require";
            case UNVERIFIED -> endpoint.effectiveSslMode().equals("disable") ? "disable" : "prefer";
        };
    }

    /** Whether TLS and SCRAM have to vouch for each other, for libpq and JDBC alike. */
    String channelBinding() {
        return this == BOUND ? "require" : "prefer";
    }

    /** The only way to log in that is allowed, for libpq and JDBC alike; empty for any. */
    String requiredAuthentication() {
        return this == VERIFIED ? "" : "scram-sha-256";
    }
}
