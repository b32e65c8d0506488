package com.isotoma.dboperator.operator.reconcile;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.operator.decision.BackupRules;
import com.isotoma.dboperator.operator.decision.Decision.CreateJob;
import com.isotoma.dboperator.operator.decision.Decision.Nothing;
import com.isotoma.dboperator.operator.decision.Decision.Report;
import com.isotoma.dboperator.operator.decision.Decision.Wait;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.view.ClusterView;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one Backup and does what its Database's own rules leave undone. */
public final class BackupFlow {
    private static final Logger log = LoggerFactory.getLogger(BackupFlow.class);

    private final ClusterView view;
    private final Launcher launcher;
    private final JobWatch watch;
    private final Reporter reporter;
    private final Lanes lanes;
    private final Clock clock;

    @Inject
    BackupFlow(ClusterView view, Launcher launcher, JobWatch watch, Reporter reporter, Lanes lanes, Clock clock) {
        this.view = view;
        this.launcher = launcher;
        this.watch = watch;
        this.reporter = reporter;
        this.lanes = lanes;
        this.clock = clock;
    }

    /**
     * @return when to look again, if no event comes first
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached
     */
    public Duration run(Backup backup) {
        if (!view.synced()) {
            return Pace.STARTING;
        }
        var database = backup.getSpec().database();
        return lanes.in(backup.getMetadata().getNamespace(), database, () -> decide(backup));
    }

    private Duration decide(Backup backup) {
        var namespace = backup.getMetadata().getNamespace();
        var database = view.database(namespace, backup.getSpec().database());
        var jobs = view.jobsOf(namespace, backup.getSpec().database());
        if (database.isEmpty()) {
            watch.inspect(backup, jobs);
        }
        var decision = BackupRules.decide(
                Facts.of(backup, clock.instant()),
                database.map(Facts::of).orElse(null),
                jobs.stream().map(Facts::of).toList());
        log.debug("{}", decision);
        return switch (decision) {
            case CreateJob job -> launcher.launch(job, backup, backup.getSpec().database(), driver(backup, database));
            // Jobs are announced to their Database, which may not exist: look again soon.
            case Wait ignored -> Pace.BLOCKED;
            case Nothing ignored -> Pace.QUIET;
            case Report report -> {
                reporter.report(com.isotoma.dboperator.operator.events.Report.warning(
                        backup,
                        report.reason(),
                        String.valueOf(backup.getMetadata().getGeneration()),
                        report.message()));
                yield Pace.QUIET;
            }
        };
    }

    private static String driver(Backup backup, Optional<Database> database) {
        return database.map(d -> d.getSpec().driver())
                .or(() -> Optional.ofNullable(backup.getStatus()).map(status -> status.driver()))
                .orElseThrow(() -> new IllegalStateException("the rules demand a driver before they demand a Job"));
    }
}
