package com.isotoma.dboperator.it;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.testsupport.TestKubernetes;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** DatabaseServers of one test, with their Secrets in the operator's namespace. */
final class DatabaseServers implements AutoCloseable {
    private final KubernetesClient client = Cluster.admin();
    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final List<String> servers = new ArrayList<>();

    /** One that works, for these namespaces; returns its name, which its Secret has as well. */
    String of(Server server, String allowed) {
        return of(server, allowed, "deletionPolicy: Delete");
    }

    /** The same with these defaults for its Databases. */
    String of(Server server, String allowed, String defaults) {
        var name = name();
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(Cluster.OPERATOR_NAMESPACE)
                        .withName(name)
                        .endMetadata()
                        .withStringData(Map.of("password", server.adminPassword()))
                        .build())
                .create();
        apply(name, server, allowed, defaults);
        return name;
    }

    /** One whose Secret is missing. */
    String withoutSecret(Server server) {
        var name = name();
        apply(name, server, "somebody-else");
        return name;
    }

    private String name() {
        var name = "server-" + unique + "-" + servers.size();
        servers.add(name);
        return name;
    }

    /** Brings an existing one to other namespaces. */
    void apply(String name, Server server, String allowed) {
        apply(name, server, allowed, "deletionPolicy: Delete");
    }

    /** The same with these defaults. */
    void apply(String name, Server server, String allowed, String defaults) {
        client.resource("""
                        apiVersion: db.isotoma.com/v1alpha1
                        kind: DatabaseServer
                        metadata: {name: %s}
                        spec:
                          driver: %s
                          connect: {host: %s, port: %s}
                          credentials:
                            username: {value: %s}
                            password: {valueFrom: {secretKeyRef: {name: %s, key: password}}}
                          allowedNamespaces: [%s]
                          %s
                        """.formatted(
                        name, server.driver(), server.host(), server.port(), server.admin(), name, allowed, defaults))
                .forceConflicts()
                .serverSideApply();
    }

    DatabaseServer get(String name) {
        return Objects.requireNonNull(
                client.resources(DatabaseServer.class).withName(name).get(),
                () -> "DatabaseServer " + name + " is gone");
    }

    boolean isGone(String name) {
        return client.resources(DatabaseServer.class).withName(name).get() == null;
    }

    /** Events on it are in the namespace {@code default}, as for everything without a namespace. */
    List<String> events(String name, String reason) {
        return client.events().v1().events().inNamespace("default").list().getItems().stream()
                .filter(event -> reason.equals(event.getReason())
                        && event.getRegarding().getName().equals(name))
                .map(event -> event.getNote())
                .toList();
    }

    /** A Database that names it, and nothing else. */
    static String database(String name, String server) {
        return """
                apiVersion: %s
                kind: Database
                metadata: {name: %s}
                spec: {server: %s}
                """.formatted(ApiGroup.VERSIONED, name, server);
    }

    /** Whatever a failed test left. */
    @Override
    public void close() {
        for (var name : servers) {
            var server = client.resources(DatabaseServer.class).withName(name);
            server.delete();
            TestKubernetes.release(
                    client,
                    client.resources(DatabaseServer.class).list().getItems().stream()
                            .filter(left -> left.getMetadata().getName().equals(name))
                            .toList());
            client.secrets()
                    .inNamespace(Cluster.OPERATOR_NAMESPACE)
                    .withName(name)
                    .delete();
        }
    }
}
