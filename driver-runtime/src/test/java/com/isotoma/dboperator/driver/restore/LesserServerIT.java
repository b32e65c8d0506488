package com.isotoma.dboperator.driver.restore;

import static com.isotoma.dboperator.driver.stage.RestoreStage.PRESENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.VerificationResult;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.reasons.BackupReasons;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What runs do with a server that lacks what not every kind of server has. */
@Execution(ExecutionMode.CONCURRENT)
class LesserServerIT {
    private final RestoreStage stage = new RestoreStage();

    LesserServerIT() throws Exception {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void countsThatAreNotComparableAreNotCompared() throws Exception {
        stage.driver.miscount();
        verify("before");
        assertThat(result()).isEqualTo(VerificationResult.FAILED);

        stage.driver.lack(Capability.COMPARABLE_COUNTS);
        verify("after");
        assertThat(result()).isEqualTo(VerificationResult.PASSED);
        stage.apply("back", "backup: nightly", "AfterBackup");
        stage.restore("back");

        stage.assertCompleted("back", RestoreStage.BACKED_UP);
    }

    @Test
    void aRestoreIsRefusedWhereDataCannotBeReplacedAndNothingIsTouched() throws Exception {
        stage.driver.lack(Capability.REPLACEMENT);
        stage.apply("back", "backup: nightly", "WithoutBackup");
        stage.restore("back");

        stage.assertFailed("back", Reasons.NOT_SUPPORTED, "--read");
        verify("monday");
        assertThat(result()).isEqualTo(VerificationResult.PASSED);
        stage.assertSettled(PRESENT);
    }

    @Test
    void aBackupSaysThatItIsNotOfOneMoment() throws Exception {
        stage.driver.lack(Capability.SNAPSHOTS);
        stage.backUp("lesser");

        assertThat(stage.run.backup("lesser").status().conditions())
                .filteredOn(c -> BackupReasons.RESTORE_WILL_LEAVE_OUT.equals(c.getReason()))
                .singleElement()
                .satisfies(c -> assertThat(c.getMessage()).contains("no snapshots"));
        assertThat(stage.run.backup("nightly").status().conditions())
                .noneMatch(c -> BackupReasons.RESTORE_WILL_LEAVE_OUT.equals(c.getReason()));
    }

    private @Nullable VerificationResult result() {
        return Objects.requireNonNull(stage.run.backup("nightly").status().verification())
                .result();
    }

    private void verify(String request) throws Exception {
        stage.run
                .client
                .resources(Backup.class)
                .inNamespace(stage.run.database().namespace())
                .withName("nightly")
                .edit(backup -> {
                    backup.getMetadata().setAnnotations(Map.of(ApiGroup.VERIFY_ANNOTATION, request));
                    return backup;
                });
        stage.run.verify("nightly", stage.driver, step -> {});
    }
}
