package com.isotoma.dboperator.driver.container;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a pod reaches the API: the files of its service account, without the search for a kubeconfig, which costs a third of a
 * run's start.
 *
 * @param server address of the API server
 * @param token file that holds the token and is renewed from time to time
 * @param authority file that holds the certificate to trust
 */
record ServiceAccount(String server, Path token, Path authority) {
    /** The names by which the client library lets both files be elsewhere. */
    static final String TOKEN_FILE = "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN";

    static final String AUTHORITY_FILE = "KUBERNETES_CERTS_CA_FILE";

    /** What this environment says, or empty when it is not a pod's, or when a kubeconfig is asked for. */
    static Optional<ServiceAccount> find(Map<String, String> environment) {
        var host = environment.get("KUBERNETES_SERVICE_HOST");
        boolean otherwise = environment.containsKey("KUBECONFIG") && !environment.containsKey(TOKEN_FILE);
        if (host == null || host.isEmpty() || otherwise) {
            return Optional.empty();
        }
        var account = new ServiceAccount(
                "https://" + bracketed(host) + ":" + environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443") + "/",
                Path.of(environment.getOrDefault(TOKEN_FILE, Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH)),
                Path.of(environment.getOrDefault(AUTHORITY_FILE, Config.KUBERNETES_SERVICE_ACCOUNT_CA_CRT_PATH)));
        return Optional.of(account).filter(a -> Files.isReadable(a.token) && Files.isReadable(a.authority));
    }

    /** A configuration that reads the token anew for each request, since a backup can outlive it. */
    Config config() {
        var config = Config.empty();
        config.setMasterUrl(server);
        config.setCaCertFile(authority.toString());
        config.setOauthTokenProvider(this::readToken);
        config.setNamespace(namespace());
        return config;
    }

    /** The pod's own, or null where no file beside the token says it. */
    private @Nullable String namespace() {
        try {
            return Files.readString(token.resolveSibling("namespace")).strip();
        } catch (IOException notSaid) {
            return null;
        }
    }

    private String readToken() {
        try {
            return Files.readString(token).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The service account's token cannot be read: " + token, e);
        }
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
