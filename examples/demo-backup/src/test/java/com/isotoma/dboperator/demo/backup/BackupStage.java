package com.isotoma.dboperator.demo.backup;

import com.isotoma.dboperator.demo.v1alpha1.BackupRun;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackupStatus;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.testsupport.Bucket;
import com.isotoma.dboperator.testsupport.LocalServers;
import com.isotoma.dboperator.testsupport.TestKubernetes;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A namespace of the real cluster with a DatabaseBackup, the real S3 server, and the environment of a run. */
final class BackupStage implements AutoCloseable {
    static final String NAME = "nightly";

    final KubernetesClient client = TestKubernetes.admin();
    final String namespace = "it-" + UUID.randomUUID().toString().substring(0, 8);
    final Map<String, String> environment = new HashMap<>();
    final Bucket bucket = new Bucket("database-backup-" + namespace);

    BackupStage() throws IOException {
        TestKubernetes.apply(client, Path.of("../../crds/yaml/demo"));
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        apply("""
                apiVersion: database.sample.third.party/v1alpha1
                kind: DatabaseBackup
                metadata: {name: %s, namespace: %s}
                spec:
                  repos: [{name: store, serviceEndpoint: "%s"}]
                """.formatted(NAME, namespace, LocalServers.of("S3", "ENDPOINT")));
        environment.put("DB_OPERATOR_OPERATION", "database-backup");
        environment.put("BACKUP_RESOURCE_NAME", NAME);
        environment.put("NAMESPACE", namespace);
        environment.put("CLOUD_OBJECT_STORAGE_REGION", LocalServers.of("S3", "REGION"));
        environment.put("CLOUD_OBJECT_STORAGE_SERVICE_ENDPOINT", LocalServers.of("S3", "ENDPOINT"));
        environment.put("CLOUD_OBJECT_STORAGE_HMAC_ACCESS_KEY_ID", LocalServers.of("S3", "ACCESS_KEY"));
        environment.put("CLOUD_OBJECT_STORAGE_HMAC_SECRET_ACCESS_KEY", LocalServers.of("S3", "SECRET_KEY"));
        environment.put("JOB_NAME", NAME + "-job");
        environment.put("JOB_UID", UUID.randomUUID().toString());
    }

    void apply(String yaml) {
        TestKubernetes.apply(client, yaml);
    }

    /** A DatabaseCluster that no operator sees to. */
    void cluster(String name) {
        apply("""
                apiVersion: database.sample.third.party/v1alpha1
                kind: DatabaseCluster
                metadata: {name: %s, namespace: %s}
                spec: {image: none}
                """.formatted(name, namespace));
    }

    /** The pod of a leader that runs at {@code address}, on a node that does not exist. */
    void leader(String cluster, String address) {
        apply("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s-0
                  namespace: %s
                  labels: {database.sample.third.party/cluster: %s}
                spec:
                  nodeSelector: {no: such-node}
                  containers: [{name: database, image: none}]
                """.formatted(cluster, namespace, cluster));
        var status =
                "{\"phase\":\"Running\",\"podIP\":\"%s\",\"podIPs\":[{\"ip\":\"%s\"}]}".formatted(address, address);
        TestKubernetes.reportPod(client, namespace, cluster + "-0", status);
    }

    ExitStatus run() throws InterruptedException {
        return run(step -> {});
    }

    ExitStatus run(Steps steps) throws InterruptedException {
        return new DatabaseBackupOperation().run(new RunContext(environment, client, Clock.systemUTC(), steps));
    }

    DatabaseBackup resource() {
        return client.resources(DatabaseBackup.class)
                .inNamespace(namespace)
                .withName(NAME)
                .require();
    }

    DatabaseBackupStatus status() {
        return Objects.requireNonNull(resource().getStatus(), "nothing has written a status");
    }

    Condition condition(String type) {
        return Conditions.find(status().conditions(), type)
                .orElseThrow(() -> new AssertionError("no condition " + type + " in " + status()));
    }

    List<BackupRun> runs() {
        return Objects.requireNonNull(status().runs());
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        bucket.remove();
        bucket.close();
        client.close();
    }
}
