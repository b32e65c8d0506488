package com.isotoma.dboperator.driver.storage;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;

/**
 * The proxy between this process and a store: {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} of the
 * environment, as the client of the store reads them. Nothing else that a run talks to goes through it.
 *
 * @param host of the store, or null for AWS itself
 * @param tunnels whether the store speaks TLS, and a proxy opens tunnels to it
 * @param proxy what the environment says
 */
record StoreProxy(@Nullable String host, boolean tunnels, ProxyConfiguration proxy) {
    private static final String AWS = "https";

    static StoreProxy of(@Nullable URI endpoint) {
        var scheme = Optional.ofNullable(endpoint).map(URI::getScheme).orElse(AWS);
        return new StoreProxy(
                endpoint == null ? null : endpoint.getHost(),
                scheme.equals(AWS),
                ProxyConfiguration.builder().scheme(scheme).build());
    }

    /** For messages about connections: which proxy was used, without its credentials; empty where none was. */
    String text() {
        var server = proxy.host();
        boolean used = server != null
                && !server.isEmpty()
                && (host == null || proxy.nonProxyHosts().stream().noneMatch(this::excepts));
        return used ? " through the proxy " + server + ":" + proxy.port() + " of HTTPS_PROXY or HTTP_PROXY" : "";
    }

    /** The client library keeps these as regular expressions. */
    private boolean excepts(String pattern) {
        return host != null && host.matches(pattern);
    }
}
