package com.isotoma.dboperator.driver.schedule;

import static com.isotoma.dboperator.driver.schedule.ScheduleStage.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.driver.prune.PruneCheckpoints;
import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.run.ExitStatus;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retention of backups in StorageLocations by a schedule's run, which is in the namespace of its Database. */
class LocationRetentionIT {
    private ScheduleStage stage;

    @BeforeEach
    void setUp() throws IOException {
        stage = new ScheduleStage();
        stage.job("tick", "2026-11-21T05:30:00Z");
        stage.completed(1, 2, 3);
        stage.client
                .resources(Database.class)
                .inNamespace(stage.namespace)
                .withName(ScheduleStage.DATABASE)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\": {\"backupTo\": {\"s3\": null, \"location\": \"offsite\"}}}");
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @Test
    void isLeftToTheRunOfTheNextBackupWithoutAWordInTheStatus() throws InterruptedException {
        stage.schedule("\"retention\": {\"keepLast\": 1}");
        var steps = new ArrayList<Checkpoint>();

        assertThat(stage.run("tick", steps::add)).isEqualTo(ExitStatus.DONE);

        assertThat(stage.backups()).containsExactly(name(1), name(2), name(3), "nightly-20261121-0530");
        assertThat(stage.stored()).containsExactly(name(1), name(2), name(3));
        assertThat(stage.conditions()).doesNotContain("Pruned");
        assertThat(steps).anyMatch(step -> step.is(PruneCheckpoints.LEFT_TO_NEXT_BACKUP));
    }

    @Test
    void inADryRunSaysWhatWouldGo() throws InterruptedException {
        stage.schedule("\"retention\": {\"keepLast\": 1, \"dryRun\": true}");

        stage.run("tick");

        assertThat(stage.retention().wouldRemove()).containsExactlyInAnyOrder(name(1), name(2));
        assertThat(stage.pruned().getReason()).isEqualTo("DryRun");
    }

    @Test
    void isHeldUpWithAConditionWhenNoLaterRunWouldSeeToIt() throws InterruptedException {
        stage.schedule(
                "\"retention\": {\"keepLast\": 1}, \"template\": {\"backupTo\": [{\"s3\": {\"bucket\": \"b\"}}]}");

        stage.run("tick");

        assertThat(stage.stored()).isEqualTo(List.of(name(1), name(2), name(3)));
        assertThat(stage.pruned()).satisfies(pruned -> {
            assertThat(pruned.getStatus()).isEqualTo("False");
            assertThat(pruned.getReason()).isEqualTo("LocationNotAllowed");
            assertThat(pruned.getMessage()).contains("has a copy in a StorageLocation", "spec.template.backupTo");
        });
    }
}
