package com.isotoma.dboperator.driver.schedule;

import static com.isotoma.dboperator.driver.schedule.ScheduleStage.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.driver.prune.PruneCheckpoints;
import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.driver.storage.Manifest;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Retention at the end of a schedule's run, on a real API server and a real S3 server. */
@Execution(ExecutionMode.CONCURRENT)
class RetentionIT {
    private static final String DAILY = "\"retention\": {\"daily\": 1, \"monthly\": 1}";

    private ScheduleStage stage;

    @BeforeEach
    void setUp() throws IOException {
        stage = new ScheduleStage();
        stage.job("tick", "2026-11-21T05:30:00Z");
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void backupsThatNeedNotBeKeptGoWithTheirObjectsAndTheOthersSayWhyTheyStay() throws InterruptedException {
        stage.schedule(DAILY);
        stage.completed(1, 2, 3, 4, 5);
        stage.backup("failed-1", "2026-11-05T04:00:00Z", BackupPhase.FAILED);
        stage.backup("failed-2", "2026-11-05T05:00:00Z", BackupPhase.FAILED);

        stage.run("tick");

        assertThat(stage.backups()).containsExactly("failed-2", name(1), name(4), name(5), "nightly-20261121-0530");
        assertThat(stage.stored()).containsExactly(name(1), name(4), name(5));
        assertThat(retentionLabels(name(1))).isEqualTo(Map.of("monthly", "2026-11"));
        assertThat(retentionLabels(name(5))).isEqualTo(Map.of("daily", "2026-11-05"));
        var retention = stage.retention();
        assertThat(retention.keeps()).isEqualTo(3);
        assertThat(retention.removed()).containsExactlyInAnyOrder("failed-1", name(2), name(3));
        assertThat(retention.wouldRemove()).isEmpty();
        assertThat(stage.pruned().getStatus()).isEqualTo("True");

        stage.run("tick");
        assertThat(stage.retention().removed()).as("by the next run").isEmpty();
        assertThat(stage.retention().keeps()).isEqualTo(3);
    }

    @Test
    void aDryRunRemovesNothingAndSaysWhatWouldGo() throws InterruptedException {
        stage.schedule("\"retention\": {\"keepLast\": 1, \"dryRun\": true}");
        stage.completed(1, 2);

        stage.run("tick");

        assertThat(stage.stored()).containsExactly(name(1), name(2));
        assertThat(stage.backups()).contains(name(1), name(2));
        assertThat(stage.retention().wouldRemove()).containsExactly(name(1));
        assertThat(stage.pruned().getReason()).isEqualTo("DryRun");
    }

    @Test
    void nothingIsRemovedWhileTheStoreCannotBeListedAndAConditionSaysSo() throws InterruptedException {
        stage.schedule(DAILY);
        stage.completed(2, 3, 4, 5);
        stage.database("wrong");

        assertThat(stage.run("tick")).isEqualTo(ExitStatus.DONE);

        assertThat(stage.backups()).contains(name(2), name(3), name(4), name(5));
        assertThat(stage.stored()).hasSize(4);
        assertThat(stage.pruned().getStatus()).isEqualTo("False");
        assertThat(stage.pruned().getMessage()).contains("held up").doesNotContain("wrong");
    }

    @Test
    void whatTheStoreDoesNotHaveIsNotWhatIsKept() throws InterruptedException {
        stage.schedule("\"retention\": {\"keepLast\": 1}");
        stage.completed(1, 2);
        stage.backup("lost", "2026-11-20T03:00:00Z", BackupPhase.COMPLETED);
        stage.s3.remove(stage.key("lost"));
        stage.backup("altered", "2026-11-20T04:00:00Z", BackupPhase.COMPLETED);
        stage.s3.put(stage.key("altered"), "something else");

        stage.run("tick");

        assertThat(stage.backups()).contains(name(2), "lost", "altered").doesNotContain(name(1));
        assertThat(stage.s3.has(stage.key(name(2)))).isTrue();
        assertThat(stage.retention().unaccounted()).containsExactlyInAnyOrder("lost", "altered");
    }

    static List<Checkpoint> aRunThatIsKilledSaysWhatItHadBegunAndTheNextOneEndsIt() {
        return List.of(PruneCheckpoints.MARKED, PruneCheckpoints.OBJECT_REMOVED);
    }

    @ParameterizedTest
    @MethodSource
    void aRunThatIsKilledSaysWhatItHadBegunAndTheNextOneEndsIt(Checkpoint last) throws InterruptedException {
        stage.schedule("\"retention\": {\"keepLast\": 1}");
        stage.completed(1, 2);

        assertThatThrownBy(() -> stage.run("tick", step -> {
                    if (step.is(last)) {
                        throw new Killed();
                    }
                }))
                .isInstanceOf(Killed.class);
        assertThat(stage.backup(name(1)).getStatus().conditions())
                .extracting(c -> c.getType() + "=" + c.getStatus())
                .contains("Expired=True");
        // Whatever is asked for by now: its object may be gone.
        stage.schedule("\"retention\": {\"keepLast\": 10}");
        stage.run("tick");

        assertThat(stage.backups()).doesNotContain(name(1)).contains(name(2));
        assertThat(stage.stored()).containsExactly(name(2));
    }

    @Test
    void aBackupIsLeftAloneWhenItIsHeldOrRestoredOrNoLongerTheSchedules() throws InterruptedException {
        stage.schedule("\"retention\": {\"keepLast\": 1}");
        stage.completed(1, 2, 3, 4);
        stage.restore(name(3));
        edit(name(1), "{\"metadata\": {\"finalizers\": [\"example.com/audit\"]}}");
        edit(name(2), "{\"metadata\": {\"labels\": {\"db.isotoma.com/schedule\": null}}}");

        stage.run("tick");

        assertThat(stage.stored()).containsExactly(name(1), name(2), name(3), name(4));
        assertThat(stage.retention().wouldRemove()).containsExactly(name(1), name(3));
        edit(name(1), "{\"metadata\": {\"finalizers\": null}}");
    }

    @Test
    void whatIsByItsManifestOfAnotherBackupStaysWhateverAStatusSays() throws InterruptedException {
        stage.schedule("\"retention\": {\"keepLast\": 1}");
        stage.completed(1, 2);
        stage.backup("other", "2026-10-01T03:00:00Z", BackupPhase.COMPLETED);
        edit("other", "{\"metadata\": {\"labels\": {\"db.isotoma.com/schedule\": null}}}");
        stage.client
                .resource(stage.backup(name(1)))
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\": {\"destination\": \"s3://%s/%s\"}}"
                                .formatted(LocalS3.BUCKET, stage.key("other")));

        stage.run("tick");

        assertThat(stage.stored()).containsExactly(name(1), name(2), "other");
        assertThat(stage.retention().wouldRemove()).containsExactly(name(1));
    }

    @Test
    void nothingIsRemovedByATimeZoneThatNobodyKnows() throws InterruptedException {
        stage.schedule("\"timeZone\": \"Europe/Bonn\", \"retention\": {\"daily\": 1}");
        stage.completed(1, 2, 3, 4);

        assertThat(stage.run("tick")).isEqualTo(ExitStatus.DONE);

        assertThat(stage.stored()).hasSize(4);
        assertThat(stage.pruned().getReason()).isEqualTo("UnknownTimeZone");
    }

    @Test
    void withoutRetentionEverythingIsKept() throws InterruptedException {
        stage.schedule("");
        stage.completed(1, 2, 3);

        stage.run("tick");

        assertThat(stage.stored()).hasSize(3);
        assertThat(stage.retention().keeps()).isEqualTo(3);
        assertThat(stage.pruned().getReason()).isEqualTo("KeepsAll");
    }

    @Test
    void theLastGoodBackupOutlivesAnyNumberOfFailedOnes() throws InterruptedException {
        stage.schedule("\"mode\": \"Single\", \"failedHistoryLimit\": 2");
        stage.completed(1);
        for (int hour = 4; hour < 9; hour++) {
            stage.backup("failed-" + hour, "2026-11-20T0%d:00:00Z".formatted(hour), BackupPhase.FAILED);
        }

        stage.run("tick");

        assertThat(stage.backups()).containsAll(List.of("failed-7", "failed-8", name(1)));
        assertThat(stage.retention().removed()).containsExactlyInAnyOrder("failed-4", "failed-5", "failed-6");
        assertThat(stage.s3.has(Manifest.keyOf(stage.key(name(1))))).isTrue();
    }

    private void edit(String backup, String patch) {
        stage.client.resource(stage.backup(backup)).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private Map<String, String> retentionLabels(String backup) {
        var labels = new TreeMap<String, String>();
        stage.backup(backup).getMetadata().getLabels().forEach((key, value) -> {
            if (key.startsWith(ApiGroup.RETENTION_LABEL_PREFIX)) {
                labels.put(key.substring(ApiGroup.RETENTION_LABEL_PREFIX.length()), value);
            }
        });
        return labels;
    }
}
