package com.isotoma.dboperator.driver.cluster.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestoreStatus;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What machines make of each state of each kind. */
class HealthTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @Test
    void aBackupIsInProgressUntilItEndsAndFailedWhenItFailed() {
        var begun = backup(BackupStatus.NONE, b -> b.starting(new DumpOrigin("postgresql")));
        var running = backup(begun, b -> b.backingUp("s3://b/k"));
        var retrying = backup(running, b -> b.retrying(Reasons.SERVER_UNREACHABLE, "the server is away"));

        assertThat(of(begun)).isEqualTo(Kstatus.IN_PROGRESS);
        assertThat(of(running)).isEqualTo(Kstatus.IN_PROGRESS);
        assertThat(of(retrying)).isEqualTo(Kstatus.IN_PROGRESS);
        assertThat(of(backup(running, b -> b.completed("s3://b/k", 1, "ab", "18"))))
                .isEqualTo(Kstatus.CURRENT);
        assertThat(of(backup(retrying, b -> b.failed(Reasons.DUMP_FAILED, "no"))))
                .isEqualTo(Kstatus.FAILED);
    }

    @Test
    void aRestoreIsInProgressUntilItEndsAndFailedWhenItFailed() {
        var begun = restore(RestoreStatus.NONE, r -> r.starting("postgresql", "orders"));
        var reading = restore(begun, r -> r.restoring("reading"));
        var replacing = restore(reading, RestoreStatusBuilder::replacing);

        assertThat(of(begun)).isEqualTo(Kstatus.IN_PROGRESS);
        assertThat(of(reading)).isEqualTo(Kstatus.IN_PROGRESS);
        assertThat(of(replacing)).isEqualTo(Kstatus.IN_PROGRESS);
        assertThat(of(restore(replacing, r -> r.completed("done")))).isEqualTo(Kstatus.CURRENT);
        assertThat(of(restore(reading, r -> r.failed(Reasons.RESTORE_FAILED, "no"))))
                .isEqualTo(Kstatus.FAILED);
    }

    @Test
    void aDatabaseFailsOnlyWhenAPersonHasToAct() {
        var creating = database(
                DatabaseStatus.NONE, d -> d.phase(DatabasePhase.CREATING).ready(false, "Creating", "at work"));
        var away = database(
                creating, d -> failed(d, DriverException.unavailable(Reasons.SERVER_UNREACHABLE, "away", null)));
        var wrong = database(creating, d -> failed(d, DriverException.user(Reasons.AUTHENTICATION_FAILED, "no")));
        var created = database(
                wrong, d -> d.phase(DatabasePhase.CREATED).observed(1, null).ready(true, "Created", "ready"));

        assertThat(of(creating)).isEqualTo(Kstatus.IN_PROGRESS);
        assertThat(of(away)).isEqualTo(Kstatus.IN_PROGRESS);
        assertThat(of(wrong)).isEqualTo(Kstatus.FAILED);
        assertThat(of(created)).isEqualTo(Kstatus.CURRENT);
        assertThat(Kstatus.of(2, created.observedGeneration(), created.conditions()))
                .as("after a change of the spec")
                .isEqualTo(Kstatus.IN_PROGRESS);
    }

    private static DatabaseStatusBuilder failed(DatabaseStatusBuilder status, DriverException error) {
        return status.failed(error, error.getMessage());
    }

    private static BackupStatus backup(BackupStatus now, UnaryOperator<BackupStatusBuilder> change) {
        var backup = new Backup();
        backup.setMetadata(new ObjectMetaBuilder().withGeneration(1L).build());
        backup.setStatus(now);
        return change.apply(new BackupStatusBuilder(backup, CLOCK)).build();
    }

    private static RestoreStatus restore(RestoreStatus now, UnaryOperator<RestoreStatusBuilder> change) {
        var restore = new Restore();
        restore.setMetadata(new ObjectMetaBuilder().withGeneration(1L).build());
        restore.setStatus(now);
        return change.apply(new RestoreStatusBuilder(restore, CLOCK)).build();
    }

    private static DatabaseStatus database(DatabaseStatus now, UnaryOperator<DatabaseStatusBuilder> change) {
        var database = new Database();
        database.setMetadata(new ObjectMetaBuilder().withGeneration(1L).build());
        database.setStatus(now);
        return change.apply(new DatabaseStatusBuilder(database, CLOCK)).build();
    }

    private static Kstatus of(BackupStatus status) {
        return Kstatus.of(1, status.observedGeneration(), status.conditions());
    }

    private static Kstatus of(RestoreStatus status) {
        return Kstatus.of(1, status.observedGeneration(), status.conditions());
    }

    private static Kstatus of(DatabaseStatus status) {
        return Kstatus.of(1, status.observedGeneration(), status.conditions());
    }
}
