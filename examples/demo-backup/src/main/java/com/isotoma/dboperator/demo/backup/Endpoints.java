package com.isotoma.dboperator.demo.backup;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Addresses of object stores, as people write them. */
final class Endpoints {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Set<String> NO_PATH = Set.of("", "/");

    private Endpoints() {}

    /** The address with its scheme, https where it has none; empty when it is no address of scheme, host and port. */
    static Optional<URI> parse(String text) {
        try {
            var uri = new URI(text.contains("://") ? text : "https://" + text);
            boolean plain = SCHEMES.contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && NO_PATH.contains(uri.getRawPath());
            return plain ? Optional.of(URI.create(uri.getScheme() + "://" + uri.getRawAuthority())) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
