package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.contract.Assignment;
import com.isotoma.dboperator.crds.contract.Assignments;
import com.isotoma.dboperator.operator.job.JobMarks;
import com.isotoma.dboperator.operator.job.JobProgress;
import com.isotoma.dboperator.operator.rbac.AccessNeeds;
import com.isotoma.dboperator.operator.rbac.DatabaseKey;
import com.isotoma.dboperator.operator.rbac.Needs;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import jakarta.inject.Inject;

/** What runs need that serve other Databases, too, as long as they are at work: also those that an operator before this one began. */
final class SharedNeeds implements AccessNeeds {
    private final ClusterView view;

    @Inject
    SharedNeeds(ClusterView view) {
        this.view = view;
    }

    @Override
    public void add(DatabaseKey database, Needs needs) {
        view.jobsOf(database.namespace(), database.name()).stream()
                .filter(job -> JobMarks.server(job).isPresent() && !JobProgress.finished(job))
                .forEach(job -> add(job, needs));
    }

    private static void add(Job job, Needs needs) {
        needs.sharedJobs().add(job.getMetadata().getName());
        Assignments.of(job.getMetadata().getAnnotations()).stream()
                .map(Assignment::database)
                .filter(name -> !name.equals(needs.database()))
                .forEach(needs.siblings()::add);
    }
}
