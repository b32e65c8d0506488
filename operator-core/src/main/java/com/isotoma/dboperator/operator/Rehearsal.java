package com.isotoma.dboperator.operator;

import com.isotoma.dboperator.crds.read.Readers;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operator from its start to its first Job, with an API server that is none, by which the JVM learns at build time
 * which classes a start loads (JEP 483, JEP 514).
 */
final class Rehearsal {
    private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NAME = "rehearsal";
    private static final String DATABASE = """
            {"apiVersion": "db.isotoma.com/v1alpha1", "kind": "Database",
             "spec": {"driver": "rehearsal", "deletionPolicy": "Delete", "connect": {"host": "nowhere"},
                      "credentials": {"username": {"value": "admin"}, "password": {"value": "admin"}}}}
            """;
    private static final String DRIVER = """
            {"apiVersion": "db.isotoma.com/v1alpha1", "kind": "Driver", "spec": {"image": "rehearsal"}}
            """;

    private Rehearsal() {}

    /** Exit status 0 if the Job was created. */
    static int run(Settings settings) throws InterruptedException {
        var objects = List.of(object(DATABASE, Database.class), object(DRIVER, Driver.class));
        try (var api = RehearsalApi.open(objects)) {
            var config = new ConfigBuilder(Config.autoConfigure(null))
                    .withMasterUrl(api.url())
                    .build();
            var client = new KubernetesClientBuilder()
                    .withConfig(config)
                    .withKubernetesSerialization(Readers.serialization(true))
                    .build();
            try (var operator =
                    RunningOperator.start(settings.withoutPolicies(), client, () -> log.error("the lease was lost"))) {
                boolean done = api.awaitJob(LIMIT);
                log.info("the rehearsal on port {} ended {} a Job", operator.port(), done ? "with" : "without");
                return done ? 0 : 1;
            }
        } catch (IOException e) {
            log.error("the rehearsal could not be held", e);
            return 1;
        }
    }

    private static <T extends HasMetadata> HasMetadata object(String json, Class<T> kind) {
        var object = Serialization.unmarshal(json, kind);
        object.setMetadata(new ObjectMetaBuilder()
                .withName(NAME)
                .withNamespace(object instanceof Driver ? null : NAME)
                .withUid("00000000-0000-0000-0000-000000000000")
                .withResourceVersion("1")
                .withGeneration(1L)
                .withCreationTimestamp("2026-01-01T00:00:00Z")
                .build());
        return object;
    }
}
