package com.isotoma.dboperator.it;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A namespace of its own on the cluster that {@code KUBECONFIG} names, with the CRDs in place. */
final class TestNamespace implements AutoCloseable {
    final KubernetesClient client;
    final String name;

    private TestNamespace(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    static TestNamespace create() {
        if (System.getenv("KUBECONFIG") == null) {
            throw new IllegalStateException("KUBECONFIG is not set: run ./test, or local-cluster/up");
        }
        var client = new KubernetesClientBuilder().build();
        applyCrds(client);
        var name = "it-" + UUID.randomUUID().toString().substring(0, 8);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        return new TestNamespace(client, name);
    }

    private static void applyCrds(KubernetesClient client) {
        try (var files = Files.list(Workspace.root().resolve("crds/yaml"))) {
            for (var file : files.toList()) {
                try (var in = Files.newInputStream(file)) {
                    client.load(in).resources().forEach(r -> r.forceConflicts().serverSideApply());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        client.resource(yaml).inNamespace(name).serverSideApply();
    }

    @Nullable
    Database database(String resource) {
        return client.resources(Database.class)
                .inNamespace(name)
                .withName(resource)
                .get();
    }

    @Nullable
    Backup backup(String resource) {
        return client.resources(Backup.class)
                .inNamespace(name)
                .withName(resource)
                .get();
    }

    void deleteDatabase(String resource) {
        client.resources(Database.class).inNamespace(name).withName(resource).delete();
    }

    @Nullable
    Secret secret(String secretName) {
        return client.secrets().inNamespace(name).withName(secretName).get();
    }

    /** A value of a Secret, decoded. */
    String secretValue(String secretName, String key) {
        var secret = secret(secretName);
        if (secret == null) {
            throw new IllegalStateException("there is no Secret " + secretName);
        }
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
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
        return text.toString();
    }

    @Override
    public void close() {
        for (var database :
                client.resources(Database.class).inNamespace(name).list().getItems()) {
            database.getMetadata().setFinalizers(java.util.List.of());
            client.resource(database).update();
        }
        client.namespaces().withName(name).delete();
        client.close();
    }
}
