package com.isotoma.dboperator.demo.service.replication;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What this process is in its cluster. The member with index 0 leads; there is no election. */
public sealed interface Membership {
    /** The name of this member: that of its pod. */
    String name();

    /** Takes writes and tells them to the others. */
    record Leader(String name) implements Membership {}

    /** Has the leader's data. */
    record Follower(String name, LeaderFinder finder) implements Membership {}

    /**
     * Reads the environment: POD_NAME, and for a follower where its leader is to be found.
     *
     * @param port the port of all members
     * @throws IllegalArgumentException naming what is missing
     */
    static Membership of(Map<String, String> environment, int port) {
        var pod = text(environment, "POD_NAME");
        if (pod.isEmpty()) {
            return new Leader("alone");
        }
        return pod.get().endsWith("-0")
                ? new Leader(pod.get())
                : new Follower(pod.get(), finder(pod.get(), environment, port));
    }

    private static LeaderFinder finder(String pod, Map<String, String> environment, int port) {
        var given = text(environment, "LEADER_URL");
        if (given.isPresent()) {
            var leader = leader(given.get());
            return () -> leader;
        }
        var host = text(environment, "KUBERNETES_SERVICE_HOST")
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "POD_NAME is '" + pod
                                        + "', so this is a follower, but nothing says where its leader is: set LEADER_URL outside of Kubernetes"));
        int dash = pod.lastIndexOf('-');
        if (dash < 1) {
            throw new IllegalArgumentException("POD_NAME is '" + pod + "', which has no index as in 'name-1'");
        }
        if (port == 0) {
            throw new IllegalArgumentException(
                    "--port is 0, but the leader is looked for at the same port: choose one");
        }
        return new KubernetesLeader(
                HostPort.https(
                        host, text(environment, "KUBERNETES_SERVICE_PORT").orElse("443")),
                Path.of(text(environment, "SERVICE_ACCOUNT_DIR")
                        .orElse("/var/run/secrets/kubernetes.io/serviceaccount")),
                text(environment, "NAMESPACE"),
                pod.substring(0, dash) + "-0",
                port);
    }

    private static URI leader(String text) {
        try {
            var uri = URI.create(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, with the value.
        }
        throw new IllegalArgumentException("LEADER_URL is '" + text + "': give an address as http://10.0.0.1:8089");
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
