package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.operator.backup.BackupFacts;
import com.isotoma.dboperator.operator.backup.BackupRules;
import com.isotoma.dboperator.operator.job.Decision;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.restore.RestoreFacts;
import com.isotoma.dboperator.operator.restore.RestoreRules;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides about a Database as the operator does, with what the rules for Backups and Restores say of theirs. */
final class Decisions {
    private Decisions() {}

    static Decision decide(
            DatabaseFacts database, List<BackupFacts> backups, List<RestoreFacts> restores, List<JobFacts> jobs) {
        var active = BackupRules.active(database, () -> backups).or(() -> RestoreRules.active(database, restores));
        var waiting = Stream.concat(BackupRules.waiting(backups).stream(), RestoreRules.waiting(restores).stream());
        return DatabaseRules.decide(database, active.orElse(null), waiting.toList(), jobs, Instant.EPOCH);
    }

    /** Name of the Backup that a Job works on; null for a Job that names none. */
    static @Nullable String backup(CreateJob job) {
        return named("Backup", job);
    }

    static @Nullable String restore(CreateJob job) {
        return named("Restore", job);
    }

    private static @Nullable String named(String kind, CreateJob job) {
        return job.subject().kind().equals(kind) ? job.subject().name() : null;
    }
}
