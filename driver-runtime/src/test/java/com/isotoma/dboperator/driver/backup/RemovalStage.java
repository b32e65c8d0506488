package com.isotoma.dboperator.driver.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupDeletionPolicy;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.stage.TestRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** A Database on a memory server with a Backup that stays, for tests that delete others. */
abstract class RemovalStage {
    final RestoreStage stage = new RestoreStage();
    final TestRun run = stage.run;
    final Set<String> before = objects();

    RemovalStage() throws Exception {}

    @AfterEach
    void close() {
        for (var backup : run.client
                .resources(Backup.class)
                .inNamespace(run.namespace)
                .list()
                .getItems()) {
            patch(run.client.resource(backup), "{\"metadata\":{\"finalizers\":null}}");
        }
        stage.close();
    }

    Set<String> objects() {
        return new HashSet<>(run.s3.objects());
    }

    static <T extends HasMetadata> void patch(Resource<T> resource, String json) {
        resource.patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    Resource<Backup> resource(String name) {
        return run.client.resources(Backup.class).inNamespace(run.namespace).withName(name);
    }

    Resource<Database> database() {
        return run.client.resources(Database.class).inNamespace(run.namespace).withName(TestRun.NAME);
    }

    void make(String name, BackupTarget... places) throws Exception {
        var backup = new Backup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withNamespace(run.namespace)
                .withName(name)
                .build());
        backup.setSpec(new BackupSpec(
                TestRun.NAME,
                places.length == 0 ? null : List.of(places),
                null,
                null,
                null,
                BackupDeletionPolicy.DELETE));
        run.client.resource(backup).create();
        work(name);
        assertThat(run.backup(name).phase()).isEqualTo(BackupPhase.COMPLETED);
        assertThat(finalizers(name)).containsExactly(ApiGroup.STORED_FINALIZER);
        assertThat(objects()).hasSizeGreaterThan(before.size());
    }

    List<String> finalizers(String name) {
        return run.backup(name).resource().getMetadata().getFinalizers();
    }

    void work(String name) throws Exception {
        run.backup(name, stage.driver, step -> {});
    }

    void delete(String name) {
        resource(name).delete();
    }

    void assertHeld(String name, String reason, String... words) {
        assertThat(run.backup(name).status().conditions())
                .filteredOn(c -> BackupStatus.STORED_REMOVED.equals(c.getType()))
                .singleElement()
                .satisfies(c -> assertThat(c.getStatus()).isEqualTo("False"))
                .satisfies(c -> assertThat(c.getReason()).isEqualTo(reason))
                .satisfies(c -> assertThat(c.getMessage()).contains(words).contains("deletionPolicy to Retain"));
        assertThat(objects()).hasSizeGreaterThan(before.size());
    }

    void assertGone(String name) {
        assertThat(resource(name).get()).isNull();
    }
}
