package com.isotoma.dboperator.driver.storage;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;

/**
 * Logs in to the proxy of the environment where it opens a tunnel. With requests that a proxy forwards, the client of the store
 * sends the password itself. Tunnels are Java's, which takes no header for them: it asks for the password, by default only for
 * schemes that do not send it as it is.
 */
final class ProxyPassword extends Authenticator {
    /** Read once, when Java makes its first connection for a URL: schemes that are not used for tunnels. */
    private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    private final ProxyConfiguration proxy;

    private ProxyPassword(ProxyConfiguration proxy) {
        this.proxy = proxy;
    }

    /** What a client is to be given that reaches its store by tunnels; the password is used in the whole process. */
    static ProxyConfiguration inTunnels(ProxyConfiguration proxy) {
        if (proxy.username() == null || proxy.password() == null) {
            return proxy;
        }
        if (System.getProperty(DISABLED_SCHEMES) == null) {
            System.setProperty(DISABLED_SCHEMES, "");
        }
        Authenticator.setDefault(new ProxyPassword(proxy));
        return ProxyConfiguration.builder()
                .endpoint(URI.create("http://" + proxy.host() + ":" + proxy.port()))
                .nonProxyHosts(proxy.nonProxyHosts())
                .useEnvironmentVariablesValues(false)
                .useSystemPropertyValues(false)
                .build();
    }

    /** Null for whatever else asks, which gets no password. */
    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        boolean ours = getRequestorType() == RequestorType.PROXY
                && Objects.equals(getRequestingHost(), proxy.host())
                && getRequestingPort() == proxy.port();
        return ours
                ? new PasswordAuthentication(proxy.username(), proxy.password().toCharArray())
                : null;
    }
}
