package com.isotoma.dboperator.demo.operator.cluster;

import com.isotoma.dboperator.operator.runtime.OperatorExtension;

/** DatabaseClusters. Their CRD has to be there when the operator starts. */
public final class ClusterSlice extends OperatorExtension {
    @Override
    protected void configure() {
        reconciler(DatabaseClusterReconciler.class);
        bind(ClusterStatus.class);
        bind(ClusterFlow.class);
    }
}
