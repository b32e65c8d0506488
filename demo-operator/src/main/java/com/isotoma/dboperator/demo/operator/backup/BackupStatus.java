package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackupStatus;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.status.StatusWriter;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the operator's part of the status of a DatabaseBackup; the other conditions and the runs are the container's. */
final class BackupStatus {
    /** Whether what manualTrigger asks for can be done. */
    static final String ACCEPTED = "Accepted";

    /** Whether backups are made by schedule. */
    static final String SCHEDULED = "Scheduled";

    private final StatusWriter writer;
    private final Clock clock;

    @Inject
    BackupStatus(StatusWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    void write(DatabaseBackup backup, Outcome accepted, Outcome scheduled) {
        var generation = backup.getMetadata().getGeneration();
        writer.write(
                backup,
                DatabaseBackup::new,
                live -> part(live.getStatus(), generation, accepted, scheduled),
                BackupStatus::holds);
    }

    private DatabaseBackupStatus part(
            @Nullable DatabaseBackupStatus there, Long generation, Outcome accepted, Outcome scheduled) {
        var conditions = there == null ? null : there.conditions();
        var now = clock.instant();
        return new DatabaseBackupStatus(
                List.of(
                        Conditions.next(conditions, ACCEPTED, accepted.verdict(), generation, now),
                        Conditions.next(conditions, SCHEDULED, scheduled.verdict(), generation, now)),
                generation,
                accepted.mark() != null || there == null ? accepted.mark() : there.servedRequest(),
                scheduled.mark(),
                null);
    }

    private static boolean holds(@Nullable DatabaseBackupStatus there, DatabaseBackupStatus wanted) {
        return there != null
                && Conditions.hold(there.conditions(), Objects.requireNonNullElse(wanted.conditions(), List.of()))
                && Objects.equals(there.observedGeneration(), wanted.observedGeneration())
                && Objects.equals(there.servedRequest(), wanted.servedRequest())
                && Objects.equals(there.cronJob(), wanted.cronJob());
    }
}
