package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The export of a namespace, applied to a new cluster over the same database server and the same bucket. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class RebuiltClusterIT {
    private static final String NAME = "orders";

    @Test
    void theDataIsTakenUpAndNothingIsCarriedOutTwice(@TempDir Path folder) throws Exception {
        var server = Servers.POSTGRESQL;
        var yaml = DatabaseYaml.of(server, NAME).set("deletionPolicy", "Retain");
        try (var old = TestNamespace.create(server)) {
            old.apply(yaml);
            old.awaitReady(NAME);
            server.store(old.secretValues(NAME), "backed up");
            old.backupOf(NAME, "initial");
            var initial = old.awaitBackup("initial", BackupPhase.COMPLETED);
            old.apply("""
                    apiVersion: db.isotoma.com/v1alpha1
                    kind: Restore
                    metadata: {name: back}
                    spec: {database: orders, from: {backup: initial}, overwrite: WithoutBackup}
                    """);
            old.awaitRestore("back", RestorePhase.COMPLETED);
            server.store(old.secretValues(NAME), "written since");
            var written = server.stored(old.secretValues(NAME));

            try (var cluster = SecondCluster.start(folder.resolve("second"));
                    var rebuilt = TestNamespace.called(cluster.client(), old.name, server)) {
                export(old, rebuilt);

                var owner = old.client
                                .namespaces()
                                .withName("kube-system")
                                .get()
                                .getMetadata()
                                .getUid() + "/" + old.name + "/" + NAME;
                rebuilt.awaitRefusal(NAME, "NameConflict", "spec.adoption to Always", "adopt-from to " + owner);
                assertThat(server.stored(old.secretValues(NAME)))
                        .as("before a person has said that the old cluster is gone")
                        .isEqualTo(written);

                rebuilt.client
                        .resources(Database.class)
                        .inNamespace(rebuilt.name)
                        .withName(NAME)
                        .edit(database -> {
                            database.getMetadata().getAnnotations().put("db.isotoma.com/adopt-from", owner);
                            return database;
                        });
                rebuilt.apply(yaml.set("adoption", "Always"));
                rebuilt.awaitReady(NAME);

                assertThat(server.stored(rebuilt.secretValues(NAME))).isEqualTo(written);
                var restore = rebuilt.awaitRestore("back", RestorePhase.FAILED);
                assertThat(reasons(restore.getStatus().conditions())).contains("AlreadyCarriedOut");
                var backup = rebuilt.awaitBackup("initial", BackupPhase.COMPLETED);
                assertThat(reasons(backup.getStatus().conditions())).contains("AlreadyStored");
                assertThat(backup.getStatus().destination())
                        .isEqualTo(initial.getStatus().destination());
                rebuilt.backupOf(NAME, "of-the-new-cluster");
                rebuilt.awaitBackup("of-the-new-cluster", BackupPhase.COMPLETED);
                assertThat(server.stored(rebuilt.secretValues(NAME))).isEqualTo(written);

                rebuilt.apply(yaml.set("deletionPolicy", "Delete"));
                rebuilt.deleteDatabase(NAME);
                rebuilt.awaitGone(NAME);
                assertThat(server.hasDatabase(
                                Objects.requireNonNull(old.status(NAME).databaseName())))
                        .isFalse();
            }
            old.deleteDatabase(NAME);
            old.awaitGone(NAME);
        }
    }

    /** As {@code docs/gitops.md} exports: names, specs, labels and annotations. */
    private static void export(TestNamespace from, TestNamespace to) {
        copy(Database.class, from, to);
        copy(Backup.class, from, to);
        copy(Restore.class, from, to);
    }

    private static <T extends CustomResource<?, ?>> void copy(Class<T> kind, TestNamespace from, TestNamespace to) {
        for (var resource :
                from.client.resources(kind).inNamespace(from.name).list().getItems()) {
            var metadata = resource.getMetadata();
            resource.setMetadata(new ObjectMetaBuilder()
                    .withName(metadata.getName())
                    .withNamespace(to.name)
                    .withLabels(metadata.getLabels())
                    .withAnnotations(metadata.getAnnotations())
                    .build());
            resource.setStatus(null);
            to.client.resource(resource).create();
        }
    }

    private static List<String> reasons(@Nullable List<Condition> conditions) {
        return Objects.requireNonNull(conditions).stream()
                .map(Condition::getReason)
                .toList();
    }
}
