package com.isotoma.dboperator.operator.reconcile;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.operator.decision.DatabaseRules;
import com.isotoma.dboperator.operator.decision.Decision;
import com.isotoma.dboperator.operator.decision.Decision.CreateJob;
import com.isotoma.dboperator.operator.decision.Decision.Nothing;
import com.isotoma.dboperator.operator.decision.Decision.Report;
import com.isotoma.dboperator.operator.decision.Decision.Wait;
import com.isotoma.dboperator.operator.view.ClusterView;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one Database and starts the Job that it is due. Every run may be the first or the tenth. */
public final class DatabaseFlow {
    private static final Logger log = LoggerFactory.getLogger(DatabaseFlow.class);

    private final ClusterView view;
    private final Launcher launcher;
    private final JobWatch watch;
    private final Lanes lanes;
    private final Clock clock;

    @Inject
    DatabaseFlow(ClusterView view, Launcher launcher, JobWatch watch, Lanes lanes, Clock clock) {
        this.view = view;
        this.launcher = launcher;
        this.watch = watch;
        this.lanes = lanes;
        this.clock = clock;
    }

    /**
     * @return when to look again, if no event comes first
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached
     */
    public Duration run(Database database) {
        if (!view.synced()) {
            return Pace.STARTING;
        }
        var meta = database.getMetadata();
        return lanes.in(meta.getNamespace(), meta.getName(), () -> decide(database));
    }

    private Duration decide(Database database) {
        var namespace = database.getMetadata().getNamespace();
        var name = database.getMetadata().getName();
        var jobs = view.jobsOf(namespace, name);
        watch.inspect(database, jobs);
        var now = clock.instant();
        var backups = view.backupsOf(namespace, name);
        var restores = view.restoresOf(namespace, name);
        var decision = DatabaseRules.decide(
                Facts.of(database),
                backups.stream().map(backup -> Facts.of(backup, now)).toList(),
                restores.stream().map(Facts::of).toList(),
                jobs.stream().map(Facts::of).toList());
        log.debug("{}", decision);
        var pace = carryOut(decision, database);
        return NotBefore.next(backups, now)
                .filter(wait -> wait.compareTo(pace) < 0)
                .orElse(pace);
    }

    private Duration carryOut(Decision decision, Database database) {
        return switch (decision) {
            case CreateJob job ->
                launcher.launch(
                        job,
                        database,
                        database.getMetadata().getName(),
                        database.getSpec().driver());
            case Wait ignored -> Pace.JOB;
            case Nothing ignored -> Pace.QUIET;
            case Report report -> throw new IllegalStateException("no rule for Databases reports: " + report);
        };
    }
}
