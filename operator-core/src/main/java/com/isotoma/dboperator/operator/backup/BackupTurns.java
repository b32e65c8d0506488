package com.isotoma.dboperator.operator.backup;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import com.isotoma.dboperator.operator.turn.Turn;
import com.isotoma.dboperator.operator.turn.TurnKind;
import com.isotoma.dboperator.operator.view.ClusterView;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Backups among what waits for a Database, or has it. */
final class BackupTurns implements TurnKind {
    private final ClusterView view;
    private final Clock clock;

    @Inject
    BackupTurns(ClusterView view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    @Override
    public List<Turn> waiting(String namespace, String database) {
        return BackupRules.waiting(facts(namespace, database));
    }

    @Override
    public Optional<CreateJob> active(String namespace, DatabaseFacts database) {
        return BackupRules.active(database, () -> facts(namespace, database.name()));
    }

    @Override
    public Optional<Duration> nextWaiting(String namespace, String database) {
        return NotBefore.next(view.ofDatabase(Backup.class, namespace, database), clock.instant());
    }

    @Override
    public boolean unended(String namespace, String database) {
        return view.ofDatabase(Backup.class, namespace, database).stream()
                .anyMatch(backup -> backup.hasFinalizer(ApiGroup.BACKUP_FINALIZER)
                        || (backup.isMarkedForDeletion() && backup.hasFinalizer(ApiGroup.STORED_FINALIZER)));
    }

    private List<BackupFacts> facts(String namespace, String database) {
        var now = clock.instant();
        return view.ofDatabase(Backup.class, namespace, database).stream()
                .map(backup -> BackupFacts.of(backup, now))
                .toList();
    }
}
