package com.isotoma.dboperator.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What one tenant does to their own namespace, step by step: random resources of every kind that they may write are created,
 * changed and deleted, with statuses, labels and annotations that are the operator's to write.
 */
final class Mischief {
    private static final String GROUP = "apis/" + ApiGroup.VERSIONED + " ";
    private static final List<String> KINDS = List.of("databases", "backups", "restores", "backupschedules");
    private static final List<String> DRIVERS = List.of("demo-http", "postgresql", "mysql", "none");
    private static final int NAMES = 12;

    private final RandomGenerator random;
    private final SchemaValues values;
    private final Tenant editor;
    private final Tenant admin;
    private final Map<String, JsonNode> schemas = new TreeMap<>();
    private final Map<String, Integer> answers = new TreeMap<>();

    Mischief(RandomGenerator random, Tenant editor, Tenant admin) throws IOException {
        this.random = random;
        this.values = new SchemaValues(random);
        this.editor = editor;
        this.admin = admin;
        for (var kind : KINDS) {
            schemas.put(kind, SchemaValues.schema(kind).get("properties"));
        }
    }

    private JsonNode schema(String kind) {
        return Objects.requireNonNull(schemas.get(kind), kind);
    }

    /** How often each request was answered how, as {@code create databases 201}. */
    Map<String, Integer> answers() {
        return Map.copyOf(answers);
    }

    void step() throws IOException, InterruptedException {
        if (random.nextInt(12) == 0) {
            job();
            return;
        }
        var kind = KINDS.get(random.nextInt(KINDS.size()));
        var name = "n" + random.nextInt(NAMES);
        var path = GROUP + kind + "/" + name;
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> create(kind, name);
            case 4 -> count("delete " + kind, editor.delete(path));
            case 5, 6 -> {
                // A change of one field, as far as the others allow.
                var spec = values.object(schema(kind).get("spec"));
                if (spec.isPresent()) {
                    count("patch " + kind, editor.merge(path, "{\"spec\":" + spec.get() + "}"));
                }
            }
            case 7 -> count("mark " + kind, editor.merge(path, "{\"metadata\":" + metadata(name) + "}"));
            default -> status(kind, path);
        }
    }

    /**
     * Creates a Database of any content for a Driver of this cluster, or for one that no cluster has.
     *
     * @return whether the API server took it
     */
    boolean database(String name) throws IOException, InterruptedException {
        var spec = spec("databases");
        if (spec.isEmpty()) {
            return false;
        }
        var object = object("databases", "{\"name\":\"" + name + "\"}", spec.get());
        return editor.create(GROUP + "databases", object) == HttpURLConnection.HTTP_CREATED;
    }

    /** Creates a Database that no reader of this project takes. */
    void unreadable(String name) throws IOException, InterruptedException {
        var spec = "{\"driver\":\"none\",\"deletionPolicy\":\"Delete\",\"connect\":{},\"credentials\":{\"username\":"
                + "{\"value\":\"u\"},\"password\":{\"value\":\"p\"}},\"options\":" + "{\"a\":".repeat(2_000) + "1"
                + "}".repeat(2_000) + "}";
        count(
                "create unreadable",
                editor.create(GROUP + "databases", object("databases", "{\"name\":\"" + name + "\"}", spec)));
    }

    private void create(String kind, String name) throws IOException, InterruptedException {
        var spec = spec(kind);
        if (spec.isPresent()) {
            var object = object(kind, metadata(name), spec.get());
            var answer = editor.create(GROUP + kind, object);
            count("create " + kind, answer);
            if (answer == 409) {
                count("replace " + kind, editor.update(GROUP + kind + "/" + name, object));
            }
        }
    }

    private static String object(String kind, String metadata, String spec) {
        var word = switch (kind) {
            case "databases" -> "Database";
            case "backups" -> "Backup";
            case "restores" -> "Restore";
            default -> "BackupSchedule";
        };
        return "{\"apiVersion\":\"" + ApiGroup.VERSIONED + "\",\"kind\":\"" + word + "\",\"metadata\":" + metadata
                + ",\"spec\":" + spec + "}";
    }

    /** One that refers to others of these resources, so that it is more than refused at once. */
    private Optional<String> spec(String kind) {
        var schema = schema(kind).get("spec");
        var known = new LinkedHashMap<String, String>();
        var own = schema.deepCopy();
        if (random.nextInt(4) > 0) {
            if (kind.equals("databases")) {
                known.put("driver", SchemaValues.quoted(DRIVERS.get(random.nextInt(DRIVERS.size()))));
                known.put("deletionPolicy", "\"Delete\"");
            } else {
                known.put("database", SchemaValues.quoted("n" + random.nextInt(NAMES)));
            }
        }
        if (kind.equals("backupschedules")) {
            known.put("schedule", random.nextBoolean() ? "\"0 0 * * *\"" : "\"1-59/0 */99 L ? 7#9\"");
        }
        return values.object(own).map(spec -> {
            var text = new StringBuilder(spec);
            text.setLength(text.length() - 1);
            // The last of two fields of one name counts, for the API server as well.
            known.forEach((field, value) -> text.append(text.length() == 1 ? "" : ",")
                    .append(SchemaValues.quoted(field))
                    .append(':')
                    .append(value));
            return text.append('}').toString();
        });
    }

    private String metadata(String name) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("name", SchemaValues.quoted(name));
        if (random.nextBoolean()) {
            var annotations = new LinkedHashMap<String, String>();
            for (var key : annotationsOfOurs()) {
                if (random.nextInt(4) == 0) {
                    annotations.put(key, SchemaValues.quoted(OddText.of(random, 0, 300)));
                }
            }
            fields.put("annotations", SchemaValues.object(annotations));
        }
        if (random.nextInt(3) == 0) {
            fields.put(
                    "labels",
                    "{\"" + ApiGroup.DATABASE_LABEL + "\":\"" + "x".repeat(random.nextInt(64)) + "\",\""
                            + ApiGroup.SCHEDULE_LABEL + "\":\"n1\",\"app.kubernetes.io/managed-by\":\""
                            + ApiGroup.MANAGED_BY + "\"}");
        }
        if (random.nextInt(6) == 0) {
            fields.put("finalizers", "[\"tenant.example/own\"]");
        }
        if (random.nextInt(6) == 0) {
            fields.put(
                    "ownerReferences",
                    "[{\"apiVersion\":\"" + ApiGroup.VERSIONED
                            + "\",\"kind\":\"Database\",\"name\":\"n2\",\"uid\":\"not-a-uid\",\"controller\":true}]");
        }
        return SchemaValues.object(fields);
    }

    private static List<String> annotationsOfOurs() {
        var keys = new ArrayList<>(List.of(
                ApiGroup.SCHEDULED_AT_ANNOTATION,
                ApiGroup.OWNER_ANNOTATION,
                ApiGroup.SUBJECT_UID_ANNOTATION,
                ApiGroup.REFRESH_ANNOTATION,
                ApiGroup.START_EMPTY_ANNOTATION,
                ApiGroup.ACCEPT_SERVER_ANNOTATION));
        keys.addAll(List.of(
                ApiGroup.ADOPT_FROM_ANNOTATION,
                ApiGroup.VERIFY_ANNOTATION,
                ApiGroup.USED_SECRETS_ANNOTATION,
                ApiGroup.SECRET_NAMES_ANNOTATION,
                ApiGroup.RUN_AGAIN_ANNOTATION,
                ApiGroup.CARRIED_OUT_ANNOTATION,
                ApiGroup.STORED_ANNOTATION,
                ApiGroup.RESTORED_ANNOTATION));
        return keys;
    }

    /** Phases and conditions, which only those may write who repair by hand. */
    private void status(String kind, String path) throws IOException, InterruptedException {
        var status = values.object(schema(kind).get("status"));
        if (status.isPresent()) {
            count("status of " + kind, admin.merge(path + "/status", "{\"status\":" + status.get() + "}"));
        }
    }

    /** A Job that says that it is the operator's. */
    private void job() throws IOException, InterruptedException {
        var name = "j" + random.nextInt(NAMES);
        var annotations = new LinkedHashMap<String, String>();
        annotations.put(ApiGroup.OWNER_ANNOTATION, SchemaValues.quoted(OddText.of(random, 0, 200)));
        var metadata = "{\"name\":\"" + name + "\",\"labels\":{\"app.kubernetes.io/managed-by\":\""
                + ApiGroup.MANAGED_BY + "\",\"" + ApiGroup.OPERATION_LABEL + "\":\""
                + (random.nextBoolean() ? "create" : "x".repeat(63)) + "\"},\"annotations\":"
                + SchemaValues.object(annotations) + "}";
        var pod = "{\"restartPolicy\":\"Never\",\"containers\":[{\"name\":\"c\",\"image\":\"none\",\"args\":["
                + SchemaValues.quoted(OddText.of(random, 0, 2_000)) + "]}]}";
        var job = "{\"apiVersion\":\"batch/v1\",\"kind\":\"Job\",\"metadata\":" + metadata
                + ",\"spec\":{\"suspend\":true,\"backoffLimit\":2147483647,\"activeDeadlineSeconds\":9223372036854775807,"
                + "\"template\":{\"spec\":" + pod + "}}}";
        var answer = editor.create("apis/batch/v1 jobs", job);
        count("create jobs", answer);
        if (answer == 409) {
            count("delete jobs", editor.delete("apis/batch/v1 jobs/" + name));
        }
    }

    private void count(String request, int status) {
        answers.merge(request + " " + status, 1, Integer::sum);
    }
}
