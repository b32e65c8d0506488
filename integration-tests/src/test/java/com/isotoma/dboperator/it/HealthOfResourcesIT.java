package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Flux and Helm wait for resources as kstatus says, and Argo CD as its script does: in each state that a resource is ever in,
 * both say what is so.
 */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class HealthOfResourcesIT {
    /** Argo CD itself shows what is being deleted, whatever its health. */
    private static final Map<String, Set<String>> HEALTH = Map.of(
            "InProgress", Set.of("Progressing"),
            "Current", Set.of("Healthy", "Suspended"),
            "Failed", Set.of("Degraded"),
            "Terminating", Set.of("Progressing", "Healthy", "Degraded"));

    private static final Set<String> MISTAKES =
            Set.of("SecretNotFound", "UnknownTimeZone", "StorageFailed", "NotSupported");

    @BeforeAll
    static void build() throws Exception {
        HealthProgram.build();
    }

    @Test
    void everyStateOfEveryKindIsToldAsWhatItIs() throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server);
                var locations = new Locations();
                var servers = new DatabaseServers();
                var recorder = new Recorder(namespace.client, namespace.name)) {
            var good = locations.usable("good", namespace.name);
            var bad = locations.apply("bad", locations.key("wrong-secret-key-0123456789"), namespace.name);
            var answers = servers.of(server, namespace.name);
            var locked = servers.withoutSecret(server);
            schedule(namespace, "early", "schedule: '0 3 * * *'");
            awaitStatus(recorder, "BackupSchedule", "early", "InProgress");
            namespace.apply("""
                    apiVersion: db.isotoma.com/v1alpha1
                    kind: DatabaseUser
                    metadata: {name: reader}
                    spec: {database: orders, access: ReadOnly}
                    """);
            awaitStatus(recorder, "DatabaseUser", "reader", "InProgress");
            schedule(namespace, "wrong", "schedule: '0 3 * * *', timeZone: Europe/Atlantis");
            schedule(namespace, "resting", "schedule: '0 3 * * *', suspend: true");

            namespace.apply(DatabaseYaml.of(server, "orders").secret("credentials.password", "missing", "password"));
            awaitStatus(recorder, "Database", "orders", "Failed");
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            namespace.awaitReady("orders");
            awaitStatus(recorder, "Database", "orders", "Current");
            // A server without users.
            awaitStatus(recorder, "DatabaseUser", "reader", "Failed");
            server.store(namespace.secretValues("orders"), "a row");
            for (var name : Set.of("early", "resting")) {
                awaitStatus(recorder, "BackupSchedule", name, "Current");
            }
            awaitStatus(recorder, "BackupSchedule", "wrong", "Failed");
            awaitStatus(recorder, "StorageLocation", good, "Current");
            awaitStatus(recorder, "StorageLocation", bad, "Failed");
            awaitStatus(recorder, "DatabaseServer", answers, "Current");
            awaitStatus(recorder, "DatabaseServer", locked, "Failed");

            namespace.backupOf("orders", "nightly");
            namespace.awaitBackup("nightly", BackupPhase.COMPLETED);
            namespace.apply(Yaml.backup("nowhere", "orders") + "  backupTo: [{location: " + bad + "}]\n");
            namespace.awaitBackup("nowhere", BackupPhase.FAILED);
            namespace.apply(Yaml.restore("back", "orders", "backup: nightly", "WithoutBackup"));
            namespace.awaitRestore("back", RestorePhase.COMPLETED);
            namespace.apply(Yaml.restore("refused", "orders", "backup: nightly", "Never"));
            namespace.awaitRestore("refused", RestorePhase.FAILED);
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");

            assertThat(seen(recorder, good, bad, answers, locked))
                    .containsEntry("Database", Set.of("InProgress", "Current", "Failed", "Terminating"))
                    .containsEntry("DatabaseUser", Set.of("InProgress", "Failed"))
                    .containsEntry("Backup", Set.of("InProgress", "Current", "Failed"))
                    .containsEntry("Restore", Set.of("InProgress", "Current", "Failed"))
                    .containsEntry("BackupSchedule", Set.of("InProgress", "Current", "Failed"))
                    .containsEntry("DatabaseServer", Set.of("InProgress", "Current", "Failed"))
                    .containsEntry("StorageLocation", Set.of("InProgress", "Current", "Failed"));
        }
    }

    private static void schedule(TestNamespace namespace, String name, String spec) {
        namespace.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: BackupSchedule
                metadata: {name: %s}
                spec: {database: orders, %s}
                """.formatted(name, spec));
    }

    private static void awaitStatus(Recorder recorder, String kind, String name, String status) {
        TestNamespace.await().untilAsserted(() -> {
            var states = recorder.states().stream()
                    .filter(r -> r.getKind().equals(kind)
                            && r.getMetadata().getName().equals(name))
                    .toList();
            assertThat(HealthProgram.of(states))
                    .as(kind + " " + name)
                    .extracting(HealthProgram.Health::kstatus)
                    .isNotEmpty()
                    .last()
                    .isEqualTo(status);
        });
    }

    /** Compares each state with what kstatus says of it, and returns what was said of each kind. */
    private static Map<String, Set<String>> seen(Recorder recorder, String... clusterScoped) throws Exception {
        var states = recorder.states().stream()
                .filter(r -> r.getMetadata().getNamespace() != null
                        || Set.of(clusterScoped).contains(r.getMetadata().getName()))
                .toList();
        var said = HealthProgram.of(states);
        var kinds = new HashMap<String, Set<String>>();
        for (int i = 0; i < states.size(); i++) {
            var resource = states.get(i);
            var kstatus = said.get(i).kstatus();
            assertThat(kstatus).as(resource.toString()).isEqualTo(expected(resource));
            assertThat(said.get(i).argo()).as(resource.toString()).isIn(HEALTH.get(kstatus));
            kinds.computeIfAbsent(resource.getKind(), k -> new TreeSet<>()).add(kstatus);
        }
        return kinds;
    }

    private static String expected(GenericKubernetesResource resource) {
        if (resource.getMetadata().getDeletionTimestamp() != null) {
            return "Terminating";
        }
        return switch (resource.getKind()) {
            case "Backup", "Restore" ->
                switch (String.valueOf(resource.<Object>get("status", "phase"))) {
                    case "Completed" -> "Current";
                    case "Failed" -> "Failed";
                    default -> "InProgress";
                };
            default -> expectedByReady(resource);
        };
    }

    private static String expectedByReady(GenericKubernetesResource resource) {
        var generation = resource.getMetadata().getGeneration();
        Object observed = resource.get("status", "observedGeneration");
        if (observed instanceof Number number && number.longValue() != generation) {
            return "InProgress";
        }
        var ready = HealthProgram.condition(resource, "Ready");
        if ("True".equals(ready.get("status"))) {
            return "Current";
        }
        return MISTAKES.contains(String.valueOf(ready.get("reason"))) ? "Failed" : "InProgress";
    }
}
