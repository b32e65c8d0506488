package com.isotoma.dboperator.it;

import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.testsupport.LocalServers;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** StorageLocations of one test, with their Secrets in the operator's namespace. */
final class Locations implements AutoCloseable {
    private final KubernetesClient client = Cluster.admin();
    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final List<String> locations = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();

    /** Makes a Secret with this access key; returns its name. */
    String key(String secretKey) {
        var name = "location-" + unique + "-" + secrets.size();
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(Cluster.OPERATOR_NAMESPACE)
                        .withName(name)
                        .endMetadata()
                        .withStringData(Map.of("id", LocalServers.of("S3", "ACCESS_KEY"), "secret", secretKey))
                        .build())
                .create();
        secrets.add(name);
        return name;
    }

    /** One with the right access key, in a folder of the store; returns its name. */
    String usable(String folder, String allowed) {
        return apply(folder, key(LocalServers.of("S3", "SECRET_KEY")), allowed);
    }

    String apply(String folder, String secret, String allowed) {
        return apply(folder, folder, secret, allowed);
    }

    /** One that works by itself, of another name than its folder has. */
    String within(String name, String folder, String allowed) {
        return apply(name, folder, key(LocalServers.of("S3", "SECRET_KEY")), allowed);
    }

    void remove(String location) {
        client.resources(StorageLocation.class).withName(location).delete();
    }

    private String apply(String prefix, String folder, String secret, String allowed) {
        var name = prefix + "-" + unique;
        client.resource(yaml(name, folder, secret, allowed)).create();
        locations.add(name);
        return name;
    }

    String yaml(String name, String folder, String secret, String allowed) {
        return """
                apiVersion: db.isotoma.com/v1alpha1
                kind: StorageLocation
                metadata: {name: %s}
                spec:
                  allowedNamespaces: [%s]
                  s3:
                    bucket: %s
                    prefix: %s
                    region: %s
                    endpoint: %s
                    credentials:
                      accessKeyId: {valueFrom: {secretKeyRef: {name: %s, key: id}}}
                      secretAccessKey: {valueFrom: {secretKeyRef: {name: %s, key: secret}}}
                """.formatted(
                        name,
                        allowed,
                        LocalServers.of("S3", "BUCKET"),
                        prefix(folder),
                        LocalServers.of("S3", "REGION"),
                        LocalServers.of("S3", "ENDPOINT"),
                        secret,
                        secret);
    }

    /** What keys there begin with, without the slash after it. */
    String prefix(String folder) {
        return "locations-" + unique + "/" + folder;
    }

    @Override
    public void close() {
        locations.forEach(
                name -> client.resources(StorageLocation.class).withName(name).delete());
        secrets.forEach(name -> client.secrets()
                .inNamespace(Cluster.OPERATOR_NAMESPACE)
                .withName(name)
                .delete());
    }
}
