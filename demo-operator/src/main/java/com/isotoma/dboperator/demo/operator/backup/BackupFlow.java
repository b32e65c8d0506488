package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DemoReasons;
import com.isotoma.dboperator.operator.events.Report;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.job.Pace;
import com.isotoma.dboperator.operator.objects.Applied;
import com.isotoma.dboperator.operator.objects.Applier;
import com.isotoma.dboperator.operator.status.Verdict;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at one DatabaseBackup and does what its triggers ask for. Safe for use by several threads. */
final class BackupFlow {
    private final Applier applier;
    private final ManualBackups manual;
    private final Schedules schedules;
    private final BackupStatus status;
    private final Reporter reporter;

    @Inject
    BackupFlow(Applier applier, ManualBackups manual, Schedules schedules, BackupStatus status, Reporter reporter) {
        this.applier = applier;
        this.manual = manual;
        this.schedules = schedules;
        this.status = status;
        this.reporter = reporter;
    }

    /**
     * Every run may be the first or the tenth. A resource that is being deleted is left to the garbage collector.
     *
     * @return when to look again, if no event comes first
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached, or somebody
     *     else was quicker: try again
     */
    public Duration run(DatabaseBackup backup, SeenBackup seen) {
        if (backup.isMarkedForDeletion()) {
            return Pace.QUIET;
        }
        var hindrance = access(backup, seen).map(failed -> Verdict.no(failed.reason(), failed.message()));
        var scheduled = outcome(hindrance, () -> schedules.run(backup, seen));
        var accepted = outcome(hindrance, () -> manual.run(backup, seen));
        status.write(backup, accepted, scheduled);
        warn(backup, accepted.verdict());
        warn(backup, scheduled.verdict());
        return accepted.next().compareTo(scheduled.next()) < 0 ? accepted.next() : scheduled.next();
    }

    /** What keeps the pods from having their rights; empty if nothing does. */
    private Optional<Applied.Failed> access(DatabaseBackup backup, SeenBackup seen) {
        for (var wanted : BackupAccess.of(backup)) {
            var known = seen.object(wanted.getClass(), wanted.getMetadata().getName());
            if (applier.apply(backup, wanted, known.orElse(null)) instanceof Applied.Failed failed) {
                return Optional.of(failed);
            }
        }
        return Optional.empty();
    }

    private static Outcome outcome(Optional<Verdict> hindrance, Supplier<Outcome> work) {
        if (hindrance.isPresent()) {
            return Outcome.blocked(hindrance.get(), null);
        }
        try {
            return work.get();
        } catch (NotPossible e) {
            return Outcome.blocked(e.verdict(), null);
        }
    }

    private void warn(DatabaseBackup backup, Verdict verdict) {
        if (!verdict.holds() && !verdict.reason().equals(DemoReasons.NOT_REQUESTED)) {
            reporter.report(Report.warning(backup, verdict.reason(), "", verdict.message()));
        }
    }
}
