package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.operator.job.JobProgress;
import com.isotoma.dboperator.operator.job.Launcher;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.operator.view.Servers;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Has the Secrets released that a Database held which vanished without its last run. A run does it, with the rights that the
 * Database had: the operator cannot read Secrets. An operator that is restarted in between does not know of it any more.
 */
final class Releases {
    private final ClusterView view;
    private final Departed departed;
    private final Launcher launcher;

    @Inject
    Releases(ClusterView view, Departed departed, Launcher launcher) {
        this.view = view;
        this.departed = departed;
        this.launcher = launcher;
    }

    /**
     * Starts the run, unless one of the Database's Jobs is at work or this one waits to be repeated.
     *
     * @param jobs all Jobs of the Databases of that name
     * @return whether there is nothing left to release
     */
    boolean done(Database left, List<Job> jobs) {
        var release = DatabaseRules.release(DatabaseFacts.of(left));
        var name = release.name();
        for (var job : jobs) {
            if (job.getMetadata().getName().equals(name) && JobProgress.succeeded(job)) {
                departed.released(left);
                return true;
            }
        }
        boolean free = jobs.stream()
                .allMatch(job -> JobProgress.finished(job)
                        && !job.getMetadata().getName().equals(name));
        if (free) {
            var unused = launcher.launch(release, left, left.getMetadata().getName(), Servers.driver(view, left));
        }
        return false;
    }
}
