package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.testsupport.TestKubernetes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operator proves with its own token, and as an account that is called like a driver's, that the policies hold. */
class PoliciesIT {
    private static final List<String> ALL = List.of(
            "db-operator-roles",
            "db-operator-jobs",
            "db-operator-driver-secrets",
            "db-operator-driver-leases",
            "db-operator-driver-backups",
            "db-operator-driver-databases",
            "db-operator-driver-locations",
            "db-operator-servers",
            "db-operator-schedules");

    private final Cluster cluster = Cluster.connect();
    private final String namespace = cluster.namespace();

    PoliciesIT() throws IOException {}

    @AfterEach
    void close() {
        cluster.admin
                .resources(StorageLocation.class)
                .withName("it-" + namespace)
                .delete();
        var server = cluster.admin.resources(DatabaseServer.class).withName("it-" + namespace);
        server.delete();
        TestKubernetes.release(cluster.admin, Stream.ofNullable(server.get()).toList());
        cluster.close();
    }

    @Test
    void itIsReadyWhenItHasProvedThatAllOfThemHold() {
        cluster.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: StorageLocation
                metadata: {name: it-%s}
                spec: {allowedNamespaces: ['none'], s3: {bucket: nowhere}}
                """.formatted(namespace));
        cluster.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: DatabaseServer
                metadata: {name: it-%s}
                spec:
                  driver: none
                  connect: {host: nowhere}
                  credentials: {username: {value: a}, password: {valueFrom: {secretKeyRef: {name: s, key: k}}}}
                  allowedNamespaces: ['none']
                  deletionPolicy: Retain
                """.formatted(namespace));
        try (var operator = Operators.startIn(namespace, cluster, "policies", false)) {
            Cluster.await().untilAsserted(() -> {
                var metrics = get(operator, "/metrics");
                assertThat(ALL)
                        .allSatisfy(policy -> assertThat(metrics)
                                .contains("db_operator_policy_in_force{policy=\"" + policy + "\"} 1.0"));
                assertThat(get(operator, "/readyz")).isEqualTo("ok\n");
            });
        }
    }

    @Test
    void itCanBeToldToDoWithoutThem() throws Exception {
        try (var operator = Operators.start(
                cluster, "--namespaces=" + namespace, "--leader-election=false", "--require-policies=false")) {
            assertThat(get(operator, "/metrics")).doesNotContain("db_operator_policy_in_force{");
            assertThat(get(operator, "/readyz")).isEqualTo("ok\n");
        }
    }

    private static String get(RunningOperator operator, String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operator.port() + path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }
}
