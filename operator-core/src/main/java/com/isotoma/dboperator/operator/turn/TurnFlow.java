package com.isotoma.dboperator.operator.turn;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.operator.events.Report;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.job.Decision;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.Decision.Nothing;
import com.isotoma.dboperator.operator.job.Decision.Wait;
import com.isotoma.dboperator.operator.job.Decision.Waits;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.job.JobWatch;
import com.isotoma.dboperator.operator.job.Launcher;
import com.isotoma.dboperator.operator.job.Pace;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.operator.view.Servers;
import com.isotoma.dboperator.reasons.OperatorEvents;
import io.fabric8.kubernetes.api.model.HasMetadata;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one resource that waits for its turn at a Database, and does what the Database's own rules leave undone. */
public final class TurnFlow {
    private static final Logger log = LoggerFactory.getLogger(TurnFlow.class);

    /** How long a resource waits before an Event says what for. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ClusterView view;
    private final Launcher launcher;
    private final JobWatch watch;
    private final Reporter reporter;
    private final Lanes lanes;
    private final Clock clock;

    @Inject
    TurnFlow(ClusterView view, Launcher launcher, JobWatch watch, Reporter reporter, Lanes lanes, Clock clock) {
        this.view = view;
        this.launcher = launcher;
        this.watch = watch;
        this.reporter = reporter;
        this.lanes = lanes;
        this.clock = clock;
    }

    /** What is decided about the resource, given its Database, if there is one, and that one's Jobs. */
    @FunctionalInterface
    public interface Decider {
        Decision decide(@Nullable DatabaseFacts database, List<JobFacts> jobs);
    }

    /**
     * @param database name of its Database
     * @param driver the driver that took the resource up, if one has
     * @return when to look again, if no event comes first
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached
     */
    public Duration run(HasMetadata resource, String database, @Nullable String driver, Decider rules) {
        if (!view.synced()) {
            return Pace.STARTING;
        }
        return lanes.in(
                resource.getMetadata().getNamespace(), database, () -> decide(resource, database, driver, rules));
    }

    private Duration decide(HasMetadata resource, String name, @Nullable String driver, Decider rules) {
        var namespace = resource.getMetadata().getNamespace();
        if (view.unreadable(Database.class, namespace, name)) {
            // It is told so itself, and is not gone.
            return Pace.BLOCKED;
        }
        var database = view.database(namespace, name);
        var jobs = view.jobsOf(namespace, name);
        if (database.isEmpty()) {
            watch.inspect(resource, jobs);
        }
        var decision = rules.decide(
                database.map(DatabaseFacts::of).orElse(null),
                jobs.stream().map(JobFacts::of).toList());
        log.debug("{}", decision);
        return switch (decision) {
            case CreateJob job -> launcher.launch(job, resource, name, driver(database, driver));
            // Jobs are announced to their Database, which may not exist: look again soon.
            case Wait ignored -> Pace.BLOCKED;
            case Nothing ignored -> Pace.QUIET;
            case Waits waits -> tellWaiting(resource, waits.message());
            case Decision.Report report -> {
                reporter.report(Report.warning(
                        resource,
                        report.reason(),
                        String.valueOf(resource.getMetadata().getGeneration()),
                        report.message()));
                yield Pace.QUIET;
            }
        };
    }

    /** Most turns come within seconds, which is no news. */
    private Duration tellWaiting(HasMetadata resource, String message) {
        var waited = Duration.between(Instant.parse(resource.getMetadata().getCreationTimestamp()), clock.instant());
        if (waited.compareTo(PATIENCE) < 0) {
            return PATIENCE.minus(waited);
        }
        reporter.report(Report.normal(
                resource, OperatorEvents.WAITING, "", "It waits for its turn, which comes by itself: " + message));
        return Pace.QUIET;
    }

    private String driver(Optional<Database> database, @Nullable String driver) {
        return database.map(d -> Servers.driver(view, d))
                .or(() -> Optional.ofNullable(driver))
                .orElseThrow(() -> new IllegalStateException("the rules demand a driver before they demand a Job"));
    }
}
