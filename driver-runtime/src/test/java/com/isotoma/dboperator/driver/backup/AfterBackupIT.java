package com.isotoma.dboperator.driver.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.stage.Killed;
import com.isotoma.dboperator.driver.stage.MemoryDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.transfer.TransferCheckpoints;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retention by the run that made the last backup of a schedule, on a real API server and a real S3 server. */
class AfterBackupIT {
    private final MemoryDriver driver = new MemoryDriver(MemoryDriver.GOOD);
    private TestRun run;

    @BeforeEach
    void setUp() throws Exception {
        run = new TestRun();
        run.create(driver);
        run.client.resource("""
                        {"apiVersion": "db.isotoma.com/v1alpha1", "kind": "BackupSchedule", "metadata": {"name": "last"},
                         "spec": {"database": "orders", "schedule": "@daily", "mode": "Single"}}
                        """).inNamespace(run.database().namespace()).create();
        askForBackup("first");
        run.backup("first", driver, step -> {});
        askForBackup("second");
    }

    @AfterEach
    void tearDown() {
        run.close();
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void theOnlyBackupIsReplacedWhenTheNewOneIsCompleteAndNotBefore() throws Exception {
        assertThatThrownBy(() -> run.backup("second", driver, step -> {
                    if (step.is(TransferCheckpoints.OBJECT_STORED)) {
                        throw new Killed();
                    }
                }))
                .isInstanceOf(Killed.class);
        assertThat(names()).containsExactlyInAnyOrder("first", "second");
        assertThat(run.s3.objects()).as("with the first one's manifest").hasSize(3);

        run.backup("second", driver, step -> {});

        assertThat(names()).containsExactly("second");
        assertThat(run.s3.objects()).hasSize(2).allMatch(key -> key.contains("-second-"));
        assertThat(run.database().phase()).isEqualTo(DatabasePhase.CREATED);
    }

    @Test
    void aRunThatIsKilledBetweenIsFinishedByTheNextPodOfItsJob() throws Exception {
        assertThatThrownBy(() -> run.backup("second", driver, step -> {
                    if (step.is(BackupCheckpoints.CREATED_AGAIN)) {
                        throw new Killed();
                    }
                }))
                .isInstanceOf(Killed.class);
        assertThat(names()).containsExactlyInAnyOrder("first", "second");

        run.backup("second", driver, step -> {});

        assertThat(names()).containsExactly("second");
    }

    private void askForBackup(String name) {
        run.askForBackup(name);
        run.client
                .resources(Backup.class)
                .inNamespace(run.database().namespace())
                .withName(name)
                .edit(b -> {
                    b.getMetadata().setLabels(Map.of(ApiGroup.SCHEDULE_LABEL, "last"));
                    return b;
                });
    }

    private List<String> names() {
        return run.backups().stream().map(BackupHandle::name).toList();
    }
}
