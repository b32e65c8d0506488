package com.isotoma.dboperator.it;

import com.isotoma.dboperator.testsupport.LocalServers;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A Database as a team would write it, to be changed in places. The text form is the YAML. */
final class DatabaseYaml {
    /** Name of the Secret with the admin's password, key {@code password}. */
    static final String ADMIN = "admin";

    /** Name of the Secret with the store's access key, keys {@code id} and {@code secret}. */
    static final String STORE = "store";

    private final Map<String, Object> root = new LinkedHashMap<>();

    private DatabaseYaml(String name) {
        root.put("apiVersion", "db.isotoma.com/v1alpha1");
        root.put("kind", "Database");
        root.put("metadata", new HashMap<>(Map.of("name", name)));
        root.put("spec", new HashMap<String, Object>());
    }

    /** One that works, with a place for backups. */
    static DatabaseYaml of(Server server, String name) {
        var s3 = "backupTo.s3.";
        return new DatabaseYaml(name)
                .set("driver", server.driver())
                .set("connect.host", server.host())
                .set("connect.port", server.port())
                .set("credentials.username.value", server.admin())
                .secret("credentials.password", ADMIN, "password")
                .set(s3 + "bucket", LocalServers.of("S3", "BUCKET"))
                .set(s3 + "region", LocalServers.of("S3", "REGION"))
                .set(s3 + "endpoint", LocalServers.of("S3", "ENDPOINT"))
                .secret(s3 + "credentials.accessKeyId", STORE, "id")
                .secret(s3 + "credentials.secretAccessKey", STORE, "secret");
    }

    /** Sets a field of the spec; dots go down. */
    DatabaseYaml set(String path, Object value) {
        var parts = path.split("\\.", -1);
        parent(parts).put(parts[parts.length - 1], value);
        return this;
    }

    /** Lets a credential come from a Secret. */
    DatabaseYaml secret(String path, String secret, String key) {
        return set(path, new HashMap<String, Object>())
                .set(path + ".valueFrom.secretKeyRef", Map.of("name", secret, "key", key));
    }

    DatabaseYaml without(String path) {
        var parts = path.split("\\.", -1);
        parent(parts).remove(parts[parts.length - 1]);
        return this;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> parent(String[] parts) {
        var at = (Map<String, Object>) root.get("spec");
        for (var part : Arrays.copyOf(parts, parts.length - 1)) {
            at = (Map<String, Object>)
                    Objects.requireNonNull(at).computeIfAbsent(part, key -> new HashMap<String, Object>());
        }
        return Objects.requireNonNull(at);
    }

    @Override
    public String toString() {
        return Serialization.asYaml(root);
    }
}
