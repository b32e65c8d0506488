package com.isotoma.dboperator.operator.reconcile;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.operator.decision.Decision.CreateJob;
import com.isotoma.dboperator.operator.decision.Names;
import com.isotoma.dboperator.operator.jobs.JobProgress;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Has the Secrets released that a Database held which vanished without its last run. A run does it, with the rights that the
 * Database had: the operator cannot read Secrets. An operator that is restarted in between does not know of it any more.
 */
final class Releases {
    private final ClusterView view;
    private final Launcher launcher;

    @Inject
    Releases(ClusterView view, Launcher launcher) {
        this.view = view;
        this.launcher = launcher;
    }

    /**
     * Starts the run, unless one of the Database's Jobs is at work or this one waits to be repeated.
     *
     * @param jobs all Jobs of the Databases of that name
     * @return whether there is nothing left to release
     */
    boolean done(Database departed, List<Job> jobs) {
        var meta = departed.getMetadata();
        var word = Operation.DROP.word();
        var name = Names.job(meta.getName(), word, word, "release", meta.getUid());
        for (var job : jobs) {
            if (job.getMetadata().getName().equals(name) && JobProgress.succeeded(job)) {
                view.released(departed);
                return true;
            }
        }
        boolean free = jobs.stream()
                .allMatch(job -> JobProgress.finished(job)
                        && !job.getMetadata().getName().equals(name));
        if (free) {
            var unused = launcher.launch(
                    new CreateJob(name, Operation.DROP, null, null),
                    departed,
                    meta.getName(),
                    departed.getSpec().driver());
        }
        return false;
    }
}
