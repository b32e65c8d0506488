package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.testsupport.LocalServers;
import com.isotoma.dboperator.testsupport.TestKubernetes;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** A namespace of its own on the cluster, which admits only pods of the restricted Pod Security Standard. */
final class TestNamespace implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    final KubernetesClient client;
    final String name;

    private TestNamespace(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    static TestNamespace create() {
        return called("it-" + UUID.randomUUID().toString().substring(0, 8));
    }

    private static TestNamespace called(String name) {
        return called(Cluster.admin(), name);
    }

    private static TestNamespace called(KubernetesClient client, String name) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        return new TestNamespace(client, name);
    }

    /** One with the Secrets that {@link DatabaseYaml} refers to. */
    static TestNamespace create(Server server) {
        return withSecrets(create(), server);
    }

    /** The same with a name that matters. */
    static TestNamespace called(String name, Server server) {
        return withSecrets(called(name), server);
    }

    /** The same on another cluster; {@link #kubectl} does not reach it. */
    static TestNamespace called(KubernetesClient client, String name, Server server) {
        return withSecrets(called(client, name), server);
    }

    private static TestNamespace withSecrets(TestNamespace namespace, Server server) {
        namespace.secret(DatabaseYaml.ADMIN, Map.of("password", server.adminPassword()));
        namespace.secret(
                DatabaseYaml.STORE,
                Map.of("id", LocalServers.of("S3", "ACCESS_KEY"), "secret", LocalServers.of("S3", "SECRET_KEY")));
        return namespace;
    }

    /** Has a process of its own for each run here, as in a pod on a node. */
    TestNamespace withOwnProcesses() {
        DriverHost.notFor(name);
        return this;
    }

    /** Keeps operators out: they may create no Job here. */
    void admitNoJobs() {
        client.resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withNamespace(name)
                        .withName("no-jobs")
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("count/jobs.batch", new Quantity("0"))
                        .endSpec()
                        .build())
                .create();
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(500));
    }

    void secret(String secretName, Map<String, String> values) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(name)
                        .withName(secretName)
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .create();
    }

    void apply(String yaml) {
        client.resource(yaml).inNamespace(name).forceConflicts().serverSideApply();
    }

    void apply(DatabaseYaml yaml) {
        apply(yaml.toString());
    }

    void backupOf(String database, String backup) {
        apply(Yaml.backup(backup, database));
    }

    /** Runs kubectl in this namespace. */
    Program.End kubectl(String... arguments) throws IOException, InterruptedException {
        return kubectl("", arguments);
    }

    /** Feeds it {@code input}. */
    Program.End kubectl(String input, String[] arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kubectl", "--namespace", name));
        command.addAll(List.of(arguments));
        return Program.run(input.getBytes(StandardCharsets.UTF_8), command);
    }

    @Nullable
    Database database(String resource) {
        return client.resources(Database.class)
                .inNamespace(name)
                .withName(resource)
                .get();
    }

    DatabaseStatus status(String resource) {
        return Objects.requireNonNull(database(resource), "the Database is gone")
                .getStatus();
    }

    @Nullable
    Backup backup(String resource) {
        return client.resources(Backup.class)
                .inNamespace(name)
                .withName(resource)
                .get();
    }

    @Nullable
    Restore restore(String resource) {
        return client.resources(Restore.class)
                .inNamespace(name)
                .withName(resource)
                .get();
    }

    void deleteRestore(String resource) {
        client.resources(Restore.class).inNamespace(name).withName(resource).delete();
    }

    Restore awaitRestore(String resource, RestorePhase phase) {
        await().untilAsserted(() -> assertThat(
                        Objects.requireNonNull(restore(resource)).getStatus().phase())
                .as(() -> String.valueOf(restore(resource)))
                .isEqualTo(phase));
        return Objects.requireNonNull(restore(resource));
    }

    void deleteDatabase(String resource) {
        client.resources(Database.class).inNamespace(name).withName(resource).delete();
    }

    void deleteBackup(String resource) {
        client.resources(Backup.class).inNamespace(name).withName(resource).delete();
    }

    /** The condition of that type on a Database. */
    Condition condition(String resource, String type) {
        return Objects.requireNonNull(status(resource).conditions()).stream()
                .filter(c -> type.equals(c.getType()))
                .findFirst()
                .orElseThrow();
    }

    void awaitReady(String resource) {
        await().untilAsserted(() -> assertThat(condition(resource, "Ready").getStatus())
                .as(() -> explain(resource))
                .isEqualTo("True"));
    }

    /** Waits until Ready is False for that reason, with a message that contains these. */
    void awaitRefusal(String resource, String reason, String... contents) {
        await().untilAsserted(() -> assertThat(condition(resource, "Ready")).satisfies(ready -> {
            assertThat(ready.getReason()).as(ready.getMessage()).isEqualTo(reason);
            assertThat(ready.getStatus()).isEqualTo("False");
            for (var content : contents) {
                assertThat(ready.getMessage()).contains(content);
            }
        }));
    }

    void awaitPhase(String resource, DatabasePhase phase) {
        await().untilAsserted(() ->
                assertThat(status(resource).phase()).as(() -> explain(resource)).isEqualTo(phase));
    }

    Backup awaitBackup(String resource, BackupPhase phase) {
        await().untilAsserted(() -> assertThat(
                        Objects.requireNonNull(backup(resource)).getStatus().phase())
                .as(() -> String.valueOf(backup(resource)))
                .isEqualTo(phase));
        return Objects.requireNonNull(backup(resource));
    }

    void awaitGone(String resource) {
        await().untilAsserted(() ->
                assertThat(database(resource)).as(() -> explain(resource)).isNull());
    }

    /** Notes of the Events of that reason. */
    List<String> events(String reason) {
        return client.events().v1().events().inNamespace(name).list().getItems().stream()
                .filter(event -> reason.equals(event.getReason()))
                .map(event -> event.getNote())
                .toList();
    }

    private String explain(String resource) {
        return Serialization.asYaml(database(resource))
                + client.events().v1().events().inNamespace(name).list().getItems().stream()
                        .map(event -> event.getReason() + ": " + event.getNote() + "\n")
                        .toList();
    }

    @Nullable
    Secret secret(String secretName) {
        return client.secrets().inNamespace(name).withName(secretName).get();
    }

    /** A value of a Secret, decoded. */
    String secretValue(String secretName, String key) {
        return Objects.requireNonNull(secretValues(secretName).get(key), "no key " + key);
    }

    /** All values of a Secret, decoded. */
    Map<String, String> secretValues(String secretName) {
        var secret = Objects.requireNonNull(secret(secretName), "there is no Secret " + secretName);
        var values = new TreeMap<String, String>();
        secret.getData()
                .forEach((key, value) ->
                        values.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return values;
    }

    /** Everything of the namespace that a reader without rights to Secrets can see, as one text. */
    String everythingButSecrets() {
        var text = new StringBuilder();
        text.append(Serialization.asYaml(
                client.resources(Database.class).inNamespace(name).list()));
        text.append(Serialization.asYaml(
                client.resources(Backup.class).inNamespace(name).list()));
        text.append(Serialization.asYaml(client.v1().events().inNamespace(name).list()));
        text.append(Serialization.asYaml(
                client.batch().v1().jobs().inNamespace(name).list()));
        text.append(Serialization.asYaml(client.pods().inNamespace(name).list()));
        text.append(Serialization.asYaml(client.configMaps().inNamespace(name).list()));
        return text.toString();
    }

    /** Takes the finalizers off whatever a failed test left, and removes the namespace. */
    @Override
    public void close() {
        client.namespaces().withName(name).delete();
        TestKubernetes.release(
                client,
                client.resources(Database.class).inNamespace(name).list().getItems());
        TestKubernetes.release(
                client, client.resources(Backup.class).inNamespace(name).list().getItems());
        TestKubernetes.release(
                client, client.resources(Restore.class).inNamespace(name).list().getItems());
        TestKubernetes.release(
                client,
                client.resources(DatabaseUser.class).inNamespace(name).list().getItems());
        TestKubernetes.release(client, client.secrets().inNamespace(name).list().getItems());
        TestKubernetes.release(
                client, client.rbac().roles().inNamespace(name).list().getItems());
        TestKubernetes.release(
                client, client.rbac().roleBindings().inNamespace(name).list().getItems());
    }
}
