package com.isotoma.dboperator.operator.backup;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.operator.job.BackupLocations;
import com.isotoma.dboperator.operator.job.JobSettings;
import com.isotoma.dboperator.operator.job.OperationJob;
import com.isotoma.dboperator.operator.job.Subject;
import com.isotoma.dboperator.operator.job.SubjectKind;
import com.isotoma.dboperator.operator.rbac.AccessNeeds;
import com.isotoma.dboperator.operator.runtime.OperatorExtension;
import com.isotoma.dboperator.operator.turn.DatabaseListener;
import com.isotoma.dboperator.operator.turn.TurnKind;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.util.stream.Stream;

/** Backups: what each is due, and what its runs need. */
public final class BackupSlice extends OperatorExtension {
    @Override
    protected void configure() {
        reconciler(BackupReconciler.class);
        contribute(SubjectKind.class, new SubjectKind(Backup.class, "backup"));
        contribute(
                OperationJob.class,
                OperationJob.of(Operation.BACKUP, JobSettings::backupDeadline)
                        .using(BackupSlice::locations)
                        .movingData());
        contribute(
                OperationJob.class,
                OperationJob.of(Operation.VERIFY, JobSettings::backupDeadline)
                        .using(BackupSlice::locations)
                        .movingData());
        contribute(TurnKind.class, BackupTurns.class);
        contribute(DatabaseListener.class, BackupWakes.class);
        contribute(AccessNeeds.class, BackupNeeds.class);
        contribute(MultiCollector.class, BackupMetrics.class);
    }

    /** A backup that nobody has named goes where the Database says. */
    private static Stream<String> locations(ClusterView view, String namespace, String database, Subject subject) {
        return subject.kind().equals(Subject.DATABASE)
                ? BackupLocations.ofDatabase(view, namespace, database)
                : BackupLocations.ofBackup(view, namespace, database, subject.name());
    }
}
