package com.isotoma.dboperator.operator.restore;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.operator.job.JobSettings;
import com.isotoma.dboperator.operator.job.OperationJob;
import com.isotoma.dboperator.operator.job.SubjectKind;
import com.isotoma.dboperator.operator.rbac.AccessNeeds;
import com.isotoma.dboperator.operator.runtime.OperatorExtension;
import com.isotoma.dboperator.operator.turn.DatabaseListener;
import com.isotoma.dboperator.operator.turn.TurnKind;
import io.prometheus.metrics.model.registry.MultiCollector;

/** Restores: what each is due, and what its runs need. */
public final class RestoreSlice extends OperatorExtension {
    @Override
    protected void configure() {
        reconciler(RestoreReconciler.class);
        contribute(SubjectKind.class, new SubjectKind(Restore.class, "restore"));
        contribute(
                OperationJob.class,
                OperationJob.of(Operation.RESTORE, JobSettings::backupDeadline)
                        .using(RestoreLocations::of)
                        .movingData());
        contribute(TurnKind.class, RestoreTurns.class);
        contribute(DatabaseListener.class, RestoreTurns.class);
        contribute(AccessNeeds.class, RestoreNeeds.class);
        contribute(MultiCollector.class, RestoreMetrics.class);
    }
}
