package com.isotoma.dboperator.demo.backup;

import com.isotoma.dboperator.demo.v1alpha1.BackupRun;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackupStatus;
import com.isotoma.dboperator.demo.v1alpha1.DemoReasons;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.transfer.Completion;
import com.isotoma.dboperator.driver.transfer.ObjectRecord;
import com.isotoma.dboperator.driver.transfer.Reached;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the pods of one Job do between them, written down in {@code status.runs}. The pod that began last works on it; one
 * that began before and still runs finds that it has lost, and ends.
 */
final class JobRun implements ObjectRecord {
    private final BackupResource resource;
    private final Report report;
    private final Clock clock;
    private final Steps steps;
    private BackupRun run;

    private JobRun(BackupResource resource, Report report, Clock clock, Steps steps, BackupRun run) {
        this.resource = resource;
        this.report = report;
        this.clock = clock;
        this.steps = steps;
        this.run = run;
    }

    /**
     * Takes up the run of a Job.
     *
     * @return empty when a pod before this one has completed it
     */
    static Optional<JobRun> begin(
            BackupResource resource, Report report, @Nullable String job, String jobUid, Clock clock, Steps steps) {
        resource.update(status -> {
            var before = Runs.find(status.runs(), jobUid);
            if (before.isPresent() && before.get().completedAt() != null) {
                return status;
            }
            var run = before.map(b -> with(b, Runs.attempts(b) + 1, b.destination()))
                    .orElseGet(() -> new BackupRun(job, jobUid, 1, Conditions.now(clock), null, null, null, null));
            return with(status, run);
        });
        return Runs.find(resource.status().runs(), jobUid)
                .filter(run -> run.completedAt() == null)
                .map(run -> new JobRun(resource, report, clock, steps, run));
    }

    Instant startedAt() {
        return run.startedAt() == null ? clock.instant() : Instant.parse(run.startedAt());
    }

    String jobUid() {
        return String.valueOf(run.jobUid());
    }

    /** Where an earlier pod was about to write to; where this one writes, too. */
    Optional<String> destination() {
        return Optional.ofNullable(run.destination());
    }

    @Override
    public String name() {
        return resource.name();
    }

    @Override
    public boolean triedBefore() {
        return Runs.attempts(run) > 1;
    }

    @Override
    public void backingUp(String destination) {
        write(with(run, Runs.attempts(run), destination), null);
    }

    @Override
    public void progress(Reached reached) {
        steps.note(reached.text());
    }

    @Override
    public void completed(Completion completion) {
        var result = completion.result();
        report.passed(
                        DemoReasons.DATA_READ,
                        "The persons were read from " + completion.serverVersion() + ": "
                                + completion.reached().text())
                .passed(DemoReasons.DATA_WRITTEN, "Stored and checked: " + run.destination());
        var completed = new BackupRun(
                run.job(),
                run.jobUid(),
                run.attempts(),
                run.startedAt(),
                Conditions.now(clock),
                run.destination(),
                result.object().size(),
                result.sha256());
        write(completed, report);
    }

    /** This attempt failed; the entry stays as it is, for the next one. */
    void failed(String condition, String message) {
        write(run, report.failed(condition, message));
    }

    /** This attempt ended with something that nobody expected. */
    void defect(String message) {
        write(run, report.defect(message));
    }

    @Override
    public boolean cancelled() {
        boolean there = resource.refresh();
        requireMine(resource.status());
        return !there;
    }

    @Override
    public void confirm() {
        boolean unused = cancelled();
    }

    private void write(BackupRun next, @Nullable Report ended) {
        resource.update(status -> {
            requireMine(status);
            var listed = Runs.find(status.runs(), jobUid()).isPresent() ? with(status, next) : status;
            return ended == null ? listed : ended.onto(listed, resource.generation(), clock);
        });
        run = next;
    }

    /** That the entry is gone says nothing: ten newer ones have pushed it out. */
    private void requireMine(DatabaseBackupStatus status) {
        var now = Runs.find(status.runs(), jobUid());
        if (now.isPresent()
                && (Runs.attempts(now.get()) != Runs.attempts(run) || now.get().completedAt() != null)) {
            throw new LostRaceException("Another pod of the Job has taken over the backup " + name());
        }
    }

    private static DatabaseBackupStatus with(DatabaseBackupStatus status, BackupRun run) {
        return new DatabaseBackupStatus(
                status.conditions(),
                status.observedGeneration(),
                status.servedRequest(),
                status.cronJob(),
                Runs.with(status.runs(), run));
    }

    private static BackupRun with(BackupRun run, int attempts, @Nullable String destination) {
        return new BackupRun(run.job(), run.jobUid(), attempts, run.startedAt(), null, destination, null, null);
    }
}
