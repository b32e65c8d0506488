package com.isotoma.dboperator.driver.stage;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocationStatus;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.storage.LocalS3;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** StorageLocations on a real API server and a real S3 server, with their Secrets in a namespace of their own. */
public final class LocationStage implements AutoCloseable {
    public static final String KEY = "key-of-the-store";

    public final TestRun run;
    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final String system = "it-system-" + unique;
    private final List<String> locations = new ArrayList<>();

    /** Runs are in the operator's namespace from now on. */
    public LocationStage(TestRun run) {
        this.run = run;
        run.client
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(system)
                        .endMetadata()
                        .build())
                .create();
        secret(KEY, Map.of("id", LocalS3.ACCESS_KEY, "secret", LocalS3.SECRET_KEY));
        run.system = new SystemNamespace(system);
    }

    public String namespace() {
        return run.database().namespace();
    }

    public String system() {
        return system;
    }

    /** Makes a Secret in the operator's namespace. */
    public void secret(String name, Map<String, String> values) {
        run.client
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(system)
                        .withName(name)
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .create();
    }

    /** A location for this run's namespace, in a folder of the S3 server; returns its name. */
    public String location(String folder) {
        return location(folder, LocalS3.BUCKET, KEY, namespace(), "");
    }

    /** One of that name, in a folder that others may have, too. */
    public String location(String name, String folder) {
        return location(name, folder, LocalS3.BUCKET, KEY, namespace(), "");
    }

    public void remove(String location) {
        run.client.resources(StorageLocation.class).withName(location).delete();
    }

    /** @param more further lines of the spec, in JSON without the braces around */
    public String location(String folder, String bucket, String secret, String allowed, String more) {
        return location(folder, folder, bucket, secret, allowed, more);
    }

    private String location(String prefix, String folder, String bucket, String secret, String allowed, String more) {
        var name = prefix.replace('/', '-') + "-" + unique;
        run.client
                .resource("""
                        {"apiVersion": "db.isotoma.com/v1alpha1", "kind": "StorageLocation", "metadata": {"name": "%s"},
                         "spec": {"allowedNamespaces": ["%s"], %s
                           "s3": {"bucket": "%s", "prefix": "%s", "endpoint": "%s", "region": "%s", "credentials": {
                             "accessKeyId": {"valueFrom": {"secretKeyRef": {"name": "%s", "key": "id"}}},
                             "secretAccessKey": {"valueFrom": {"secretKeyRef": {"name": "%s", "key": "secret"}}}}}}}
                        """.formatted(
                                name,
                                allowed,
                                more.isEmpty() ? "" : more + ",",
                                bucket,
                                run.s3.key(folder),
                                LocalS3.ENDPOINT,
                                LocalS3.REGION,
                                secret,
                                secret))
                .create();
        locations.add(name);
        return name;
    }

    /** Lets the Database back up there. */
    public void use(String location) {
        run.client
                .resources(Database.class)
                .inNamespace(namespace())
                .withName(TestRun.NAME)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\": {\"backupTo\": {\"s3\": null, \"location\": \"" + location + "\"}}}");
    }

    /** A condition of a location. */
    public Condition condition(String location, String type) {
        return Objects.requireNonNull(status(location).conditions()).stream()
                .filter(c -> c.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    public StorageLocationStatus status(String location) {
        return run.client
                .resources(StorageLocation.class)
                .withName(location)
                .get()
                .getStatus();
    }

    /** The URL of a key below the folder of a location. */
    public String url(String folder, String key) {
        return "s3://" + LocalS3.BUCKET + "/" + run.s3.key(folder + "/" + key);
    }

    @Override
    public void close() {
        locations.forEach(name ->
                run.client.resources(StorageLocation.class).withName(name).delete());
        run.client.namespaces().withName(system).delete();
    }
}
