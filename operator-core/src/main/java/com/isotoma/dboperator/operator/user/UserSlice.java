package com.isotoma.dboperator.operator.user;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.operator.job.JobSettings;
import com.isotoma.dboperator.operator.job.OperationJob;
import com.isotoma.dboperator.operator.job.SubjectKind;
import com.isotoma.dboperator.operator.rbac.AccessNeeds;
import com.isotoma.dboperator.operator.runtime.OperatorExtension;
import com.isotoma.dboperator.operator.turn.DatabaseListener;
import com.isotoma.dboperator.operator.turn.TurnKind;
import io.prometheus.metrics.model.registry.MultiCollector;

/** DatabaseUsers: what each is due, and what its runs need. */
public final class UserSlice extends OperatorExtension {
    @Override
    protected void configure() {
        reconciler(UserReconciler.class);
        bind(UserWaits.class);
        contribute(SubjectKind.class, new SubjectKind(DatabaseUser.class, "user"));
        contribute(OperationJob.class, OperationJob.of(Operation.USER, JobSettings::createDeadline));
        contribute(TurnKind.class, UserTurns.class);
        contribute(DatabaseListener.class, UserTurns.class);
        contribute(AccessNeeds.class, UserNeeds.class);
        contribute(MultiCollector.class, UserMetrics.class);
    }
}
