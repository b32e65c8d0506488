package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.demo.operator.backup.ManualStep.Blocked;
import com.isotoma.dboperator.demo.operator.backup.ManualStep.Idle;
import com.isotoma.dboperator.demo.operator.backup.ManualStep.RemoveJob;
import com.isotoma.dboperator.demo.operator.backup.ManualStep.Served;
import com.isotoma.dboperator.demo.operator.backup.ManualStep.StartJob;
import com.isotoma.dboperator.demo.operator.backup.ManualStep.WaitForJob;
import com.isotoma.dboperator.demo.operator.backup.ManualStep.WaitUntil;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DemoReasons;
import com.isotoma.dboperator.demo.v1alpha1.ManualTrigger;
import com.isotoma.dboperator.operator.events.Report;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.job.Pace;
import com.isotoma.dboperator.operator.objects.Applied;
import com.isotoma.dboperator.operator.objects.Applier;
import com.isotoma.dboperator.operator.objects.Refusals;
import com.isotoma.dboperator.operator.status.Verdict;
import com.isotoma.dboperator.reasons.ObjectReasons;
import com.isotoma.dboperator.reasons.OperatorEvents;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Carries out what {@link ManualRules} decide. Safe for use by several threads. */
final class ManualBackups {
    private final KubernetesClient client;
    private final Applier applier;
    private final BackupJobs jobs;
    private final Reporter reporter;
    private final Clock clock;

    @Inject
    ManualBackups(KubernetesClient client, Applier applier, BackupJobs jobs, Reporter reporter, Clock clock) {
        this.client = client;
        this.applier = applier;
        this.jobs = jobs;
        this.reporter = reporter;
        this.clock = clock;
    }

    /**
     * Idempotent.
     *
     * @throws NotPossible if the request cannot be served as it is
     * @throws KubernetesClientException if the API server could not be reached, or somebody else was quicker: try again
     */
    Outcome run(DatabaseBackup backup, SeenBackup seen) {
        var trigger = Request.manual(backup.getSpec()).orElse(null);
        var known = seen.object(Job.class, BackupNames.job(backup))
                .map(Job.class::cast)
                .orElse(null);
        var step = decide(backup, trigger, known);
        if (!(step instanceof StartJob || step instanceof RemoveJob)) {
            return carryOut(step, backup, trigger, known, seen);
        }
        // The cache may lag behind, and a backup is not made twice: what is done follows from what is there.
        var live = client.resource(backup).get();
        if (live == null
                || live.isMarkedForDeletion()
                || !backup.getMetadata().getUid().equals(live.getMetadata().getUid())) {
            return Outcome.settled(accepted("the resource is being deleted, and no backup is made for it"), null);
        }
        var job = client.batch()
                .v1()
                .jobs()
                .inNamespace(backup.getMetadata().getNamespace())
                .withName(BackupNames.job(backup))
                .get();
        var current = Request.manual(live.getSpec()).orElse(null);
        return carryOut(decide(live, current, job), live, current, job, seen);
    }

    private ManualStep decide(DatabaseBackup backup, @Nullable ManualTrigger trigger, @Nullable Job job) {
        var status = backup.getStatus();
        return ManualRules.decide(new ManualFacts(
                trigger == null ? null : Request.id(trigger),
                trigger == null ? null : Request.notBefore(trigger),
                status == null ? null : status.servedRequest(),
                JobState.of(backup, job),
                JobState.request(backup, job),
                clock.instant()));
    }

    private Outcome carryOut(
            ManualStep step,
            DatabaseBackup backup,
            @Nullable ManualTrigger trigger,
            @Nullable Job job,
            SeenBackup seen) {
        var name = BackupNames.job(backup);
        return switch (step) {
            case Idle() -> Outcome.settled(accepted("no backup is asked for by manualTrigger"), null);
            case Served(var request) ->
                Outcome.settled(accepted("the backup that manualTrigger asks for was started as Job " + name), request);
            case WaitUntil(var moment) -> {
                build("", backup, trigger, seen); // whoever has to correct something hears of it now
                yield new Outcome(
                        accepted("the backup that manualTrigger asks for starts at " + moment + " as Job " + name),
                        null,
                        until(moment));
            }
            case WaitForJob() -> Outcome.settled(waitsFor(name), null);
            case RemoveJob() -> {
                if (job != null) {
                    applier.remove(job);
                }
                yield new Outcome(waitsFor(name), null, Pace.BLOCKED);
            }
            case StartJob(var request) -> start(build(request, backup, trigger, seen), request, backup);
            case Blocked() ->
                throw new NotPossible(
                        ObjectReasons.NAME_TAKEN,
                        job == null ? name : Applied.taken(job, backup).message());
        };
    }

    private Job build(String request, DatabaseBackup backup, @Nullable ManualTrigger trigger, SeenBackup seen) {
        return jobs.job(
                backup,
                request,
                Request.repository(backup.getSpec(), trigger == null ? null : trigger.repo()),
                BackupImage.of(backup.getSpec(), seen.driver()));
    }

    private Outcome start(Job job, String request, DatabaseBackup backup) {
        var name = job.getMetadata().getName();
        try {
            var created = client.resource(job).create();
            reporter.report(Report.normal(
                    backup,
                    OperatorEvents.JOB_CREATED,
                    created.getMetadata().getUid(),
                    "Job " + name + " created, as manualTrigger asks"));
        } catch (KubernetesClientException e) {
            if (Refusals.alreadyExists(e) || !Refusals.forGood(e)) {
                throw e;
            }
            throw new NotPossible(
                    ObjectReasons.REFUSED, "the API server refuses Job " + name + ": " + Refusals.message(e), e);
        }
        return Outcome.settled(accepted("the backup that manualTrigger asks for was started as Job " + name), request);
    }

    private Duration until(Instant moment) {
        var left = Duration.between(clock.instant(), moment).plusMillis(1);
        return left.compareTo(Pace.QUIET) < 0 ? left : Pace.QUIET;
    }

    private static Verdict waitsFor(String job) {
        return accepted("the backup that manualTrigger asks for starts when Job " + job
                + ", of an earlier request, has ended and is gone");
    }

    private static Verdict accepted(String message) {
        return Verdict.yes(DemoReasons.ACCEPTED, message);
    }
}
