package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServerStatus;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.operator.job.Admission;
import com.isotoma.dboperator.operator.job.Decision;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.Decision.Nothing;
import com.isotoma.dboperator.operator.job.Decision.Wait;
import com.isotoma.dboperator.operator.job.Decision.Waits;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.job.JobMarks;
import com.isotoma.dboperator.operator.job.JobWatch;
import com.isotoma.dboperator.operator.job.Launcher;
import com.isotoma.dboperator.operator.job.Pace;
import com.isotoma.dboperator.operator.job.StuckJobs;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import com.isotoma.dboperator.operator.turn.Lanes;
import com.isotoma.dboperator.operator.turn.TurnKind;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.operator.view.Servers;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one Database and starts the Job that it is due. Every run may be the first or the tenth. */
final class DatabaseFlow {
    private static final Logger log = LoggerFactory.getLogger(DatabaseFlow.class);

    private final ClusterView view;
    private final Set<TurnKind> turns;
    private final Launcher launcher;
    private final JobWatch watch;
    private final Lanes lanes;
    private final Sharing sharing;
    private final Attempts attempts;
    private final StuckJobs stuck;
    private final Clock clock;

    @Inject
    DatabaseFlow(
            ClusterView view,
            Set<TurnKind> turns,
            Launcher launcher,
            JobWatch watch,
            Lanes lanes,
            Sharing sharing,
            Attempts attempts,
            StuckJobs stuck,
            Clock clock) {
        this.clock = clock;
        this.stuck = stuck;
        this.sharing = sharing;
        this.attempts = attempts;
        this.view = view;
        this.turns = turns;
        this.launcher = launcher;
        this.watch = watch;
        this.lanes = lanes;
    }

    /**
     * @return when to look again, if no event comes first
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached
     */
    Duration run(Database database) {
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
        if (database.isMarkedForDeletion()) {
            jobs.stream()
                    .filter(job -> !JobMarks.word(job).equals(Optional.of(Operation.DROP.word())))
                    .forEach(stuck::endForDeletion);
        }
        var facts = DatabaseFacts.of(database);
        var known = Stream.concat(jobs.stream().map(JobFacts::of), attempts.failed(facts.status()))
                .toList();
        var decision = DatabaseRules.decide(
                facts,
                turns.stream()
                        .flatMap(kind -> kind.active(namespace, facts).stream())
                        .findFirst()
                        .orElse(null),
                turns.stream()
                        .flatMap(kind -> kind.waiting(namespace, name).stream())
                        .toList(),
                known,
                clock.instant());
        var interval = driftInterval(database);
        if (decision instanceof Nothing && interval.isPresent()) {
            decision = DriftRules.due(facts, interval.get(), clock.instant())
                    .map(compare -> Admission.admit(compare, known))
                    .orElse(decision);
        }
        log.debug("{}", decision);
        var pace = carryOut(decision, database);
        return Stream.concat(
                        turns.stream().flatMap(kind -> kind.nextWaiting(namespace, name).stream()),
                        Stream.of(
                                        attempts.next(facts.status()),
                                        RotationRules.wait(facts, clock.instant())
                                                .filter(Duration::isPositive),
                                        interval.map(every -> DriftRules.wait(facts, every, clock.instant())))
                                .flatMap(Optional::stream))
                .filter(wait -> wait.compareTo(pace) < 0)
                .min(Comparator.naturalOrder())
                .orElse(pace);
    }

    /** Databases that describe their server themselves have none, and none is compared while its server does not answer. */
    private Optional<Duration> driftInterval(Database database) {
        return Servers.allowed(view, database)
                .filter(server -> server.getStatus() != null
                        && Conditions.isTrue(server.getStatus().conditions(), DatabaseServerStatus.REACHABLE))
                .flatMap(server -> server.getSpec().effectiveDriftInterval());
    }

    private Duration alone(CreateJob job, Database database) {
        return launcher.launch(job, database, database.getMetadata().getName(), Servers.driver(view, database));
    }

    private Duration carryOut(Decision decision, Database database) {
        return switch (decision) {
            case CreateJob job ->
                DatabaseOperations.shared(view, job, database) ? sharing.start(job, database) : alone(job, database);
            case Wait ignored -> Pace.JOB;
            case Nothing ignored -> Pace.QUIET;
            case Waits ignored -> Pace.QUIET;
            case Decision.Report report -> throw new IllegalStateException("no rule for Databases reports: " + report);
        };
    }
}
