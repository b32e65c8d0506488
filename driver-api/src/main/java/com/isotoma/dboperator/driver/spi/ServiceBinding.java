package com.isotoma.dboperator.driver.spi;

import org.jspecify.annotations.Nullable;

/**
 * What an application needs to connect, after the well-known keys of the Service Binding Specification for Kubernetes 1.1.
 * Its text form does not show the URI, which contains the password.
 *
 * @param type kind of service, the name that client libraries know: {@code postgresql}, {@code mysql}
 * @param provider the product, for example {@code mariadb}
 * @param host host name or address
 * @param port port
 * @param uri everything in one URI (RFC 3986), user, password and names percent-encoded
 * @param jdbcUrl JDBC URL without user and password, or null where there is no such driver
 */
public record ServiceBinding(
        String type,
        String provider,
        String host,
        int port,
        String uri,
        @Nullable String jdbcUrl) {
    @Override
    public String toString() {
        return "ServiceBinding[" + type + ", " + host + ":" + port + "]";
    }
}
