package com.isotoma.dboperator.driver.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupOptions;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.crds.v1alpha1.RestoreStatus;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.stage.TestRun;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What Backups and Restores say of a part, and which backups always have everything. */
@Execution(ExecutionMode.CONCURRENT)
class PartialBackupIT {
    private final RestoreStage stage = new RestoreStage();

    PartialBackupIT() throws Exception {
        stage.driver.leaveOut();
        stage.store(List.of("audit 1", "audit 2", "order 1"));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void backUp(String name, @Nullable BackupOptions options) throws Exception {
        var backup = new Backup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withNamespace(stage.run.namespace)
                .withName(name)
                .build());
        backup.setSpec(new BackupSpec(TestRun.NAME, null, null, null, options, null));
        stage.run.client.resource(backup).create();
        stage.run.backup(name, stage.driver, step -> {});
    }

    private void databaseLeavesOut(BackupOptions options) {
        stage.run
                .client
                .resources(Database.class)
                .inNamespace(stage.run.namespace)
                .withName(TestRun.NAME)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        Serialization.asJson(Map.of("spec", Map.of("backupOptions", options))));
    }

    private static BackupOptions tables(String... patterns) {
        return new BackupOptions(null, null, List.of(patterns), null);
    }

    private BackupStatus status(String name) {
        return stage.run.backup(name).status();
    }

    private static Condition condition(@Nullable List<Condition> conditions, String type) {
        return Objects.requireNonNull(conditions).stream()
                .filter(c -> type.equals(c.getType()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " is not among " + conditions));
    }

    @Test
    void theBackupAndItsRestoreSayWhatIsMissing() throws Exception {
        backUp("part", tables("audit", "nothing"));

        assertThat(status("part").phase()).as(status("part").message()).isEqualTo(BackupPhase.COMPLETED);
        assertThat(status("part").partial()).isTrue();
        assertThat(condition(status("part").conditions(), BackupStatus.FULLY_RESTORABLE))
                .satisfies(c -> assertThat(c.getStatus()).isEqualTo("False"))
                .satisfies(c -> assertThat(c.getMessage()).contains("excludeTables", "audit"));
        assertThat(condition(status("part").conditions(), BackupStatus.EXCLUSIONS_MATCHED))
                .satisfies(c -> assertThat(c.getStatus()).isEqualTo("False"))
                .satisfies(c -> assertThat(c.getMessage()).contains("'nothing'").doesNotContain("audit"));
        stage.apply("back", "backup: part", "WithoutBackup");
        stage.restore("back");

        stage.assertCompleted("back", List.of("order 1"));
        assertThat(condition(stage.found("back").status().conditions(), RestoreStatus.FULLY_RESTORED))
                .satisfies(c -> assertThat(c.getMessage()).contains("excludeTables", "audit"));
    }

    @Test
    void aBackupGoesBeforeItsDatabaseAndAnEmptyListLeavesNothingOut() throws Exception {
        databaseLeavesOut(new BackupOptions(null, 3, List.of("audit"), List.of("order")));
        backUp("asked", null);
        backUp("other", tables("order 1"));
        backUp("all", new BackupOptions(null, null, List.of(), List.of()));

        assertThat(status("asked").partial()).isTrue();
        assertThat(condition(status("asked").conditions(), BackupStatus.FULLY_RESTORABLE)
                        .getMessage())
                .contains("2 things", "excludeTables", "excludeData");
        assertThat(condition(status("other").conditions(), BackupStatus.FULLY_RESTORABLE)
                        .getMessage())
                .contains("order 1")
                .doesNotContain("audit");
        assertThat(status("all").partial()).isNull();
    }

    /** A Restore replaces the whole database, and what the backup leaves out with it. */
    @Test
    void theLatestIsTheLatestOfEverything() throws Exception {
        backUp("part", tables("audit"));
        stage.apply("back", "latest: {}", "WithoutBackup");
        stage.restore("back");
        stage.assertCompleted("back", RestoreStage.BACKED_UP);
        assertThat(stage.found("back").status().backup()).isEqualTo("nightly");

        stage.run
                .client
                .resources(Backup.class)
                .inNamespace(stage.run.namespace)
                .withName("nightly")
                .delete();
        stage.apply("none", "latest: {}", "WithoutBackup");
        stage.restore("none");
        assertThat(stage.found("none").status().phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(stage.found("none").status().message())
                .contains("part is one of a part: name it in spec.from.backup");
    }

    @Test
    void whatIsBackedUpBeforeARestoreHasEverything() throws Exception {
        var now = List.copyOf(Objects.requireNonNull(stage.driver.lines(stage.databaseName())));
        databaseLeavesOut(tables("audit", "order"));
        stage.apply("back", "backup: nightly", "AfterBackup");
        stage.restore("back");

        stage.assertCompleted("back", RestoreStage.BACKED_UP);
        var before = String.valueOf(stage.found("back").status().safetyBackup());
        assertThat(status(before).partial()).isNull();
        stage.apply("again", "backup: " + before, "WithoutBackup");
        stage.restore("again");
        stage.assertCompleted("again", now);
    }

    @Test
    void aDriverThatCannotLeaveAnythingOutRefusesTheBackup() throws Exception {
        stage.driver.lack(Capability.PARTIAL_BACKUPS);
        backUp("part", tables("audit"));

        assertThat(status("part").phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(condition(status("part").conditions(), BackupStatus.FAILED))
                .satisfies(c -> assertThat(c.getReason()).isEqualTo(Reasons.NOT_SUPPORTED))
                .satisfies(c -> assertThat(c.getMessage()).contains("whole databases only"));
    }

    @Test
    void aPatternThatIsNoneIsRefused() throws Exception {
        backUp("blank", tables(" "));

        assertThat(status("blank").phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(status("blank").message()).contains("excludeTables");
    }

    @Test
    void aVerificationCountsWhatIsLeftAndSaysWhatIsMissing() throws Exception {
        backUp("part", tables("audit"));
        stage.run
                .client
                .resources(Backup.class)
                .inNamespace(stage.run.namespace)
                .withName("part")
                .edit(backup -> {
                    backup.getMetadata().setAnnotations(Map.of(ApiGroup.VERIFY_ANNOTATION, "now"));
                    return backup;
                });
        stage.run.verify("part", stage.driver, step -> {});

        assertThat(condition(status("part").conditions(), BackupStatus.VERIFIED))
                .satisfies(c -> assertThat(c.getStatus()).isEqualTo("True"))
                .satisfies(c -> assertThat(c.getMessage()).contains("excludeTables", "audit"));
    }
}
