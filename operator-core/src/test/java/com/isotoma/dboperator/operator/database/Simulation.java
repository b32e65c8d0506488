package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.operator.backup.BackupFacts;
import com.isotoma.dboperator.operator.backup.BackupRules;
import com.isotoma.dboperator.operator.job.Decision;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.job.JobFacts.State;
import com.isotoma.dboperator.operator.restore.RestoreFacts;
import com.isotoma.dboperator.operator.restore.RestoreRules;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import com.isotoma.dboperator.operator.turn.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Database, its Backups, Restores and Jobs, and a driver that carries a Job out one phase at a time. */
final class Simulation {
    private @Nullable DatabasePhase phase;
    private @Nullable String activeBackup;
    private @Nullable String activeRestore;
    private long generation = 1;
    private long observed;
    private boolean deleting;
    private boolean held;
    private boolean gone;
    private final Map<String, BackupFacts> backups = new LinkedHashMap<>();
    private final Map<String, RestoreFacts> restores = new LinkedHashMap<>();
    private final List<JobFacts> jobs = new ArrayList<>();
    private @Nullable CreateJob running;
    private int created;

    Simulation(@Nullable DatabasePhase phase, boolean held) {
        this.phase = phase;
        this.held = held || phase != null;
    }

    boolean gone() {
        return gone;
    }

    /** Created or gone, with no Backup or Restore left that waits or works. */
    boolean settled() {
        return gone
                || (phase == DatabasePhase.CREATED
                        && observed == generation
                        && activeRestore == null
                        && BackupRules.waiting(List.copyOf(backups.values())).isEmpty()
                        && RestoreRules.waiting(List.copyOf(restores.values())).isEmpty());
    }

    DatabaseFacts database() {
        var status = new DatabaseStatus(
                phase,
                null,
                observed,
                null,
                null,
                null,
                null,
                null,
                null,
                activeBackup,
                activeRestore,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        return new DatabaseFacts(
                "shop", "uid", generation, deleting, held, status, null, OneTimeWords.NONE, null, true);
    }

    Decision decide() {
        return Decisions.decide(
                database(), List.copyOf(backups.values()), List.copyOf(restores.values()), List.copyOf(jobs));
    }

    List<JobFacts> jobs() {
        return jobs;
    }

    void requestBackup() {
        var name = "backup-" + created++;
        backups.put(name, Samples.backup(name, null));
    }

    void requestRestore() {
        var name = "restore-" + created++;
        restores.put(name, Samples.restore(name, null));
    }

    /** Somebody takes away every Restore that works, finalizer or not. */
    void loseRestores() {
        restores.values().removeIf(restore -> restore.phase() != null);
    }

    @Nullable
    String activeRestore() {
        return activeRestore;
    }

    void changeSpec() {
        generation++;
    }

    void requestDeletion() {
        if (!deleting) {
            deleting = true;
            generation++;
            gone = !held;
        }
    }

    /** The operator looks, and does what it decides. */
    void operatorRuns() {
        if (!gone && decide() instanceof CreateJob job) {
            jobs.add(new JobFacts(job.name(), State.UNFINISHED));
            running = job;
        }
    }

    /** The Job's pod takes one step; at its last one the Job succeeds. */
    void driverSteps() {
        if (running != null && step(running)) {
            finish(State.SUCCEEDED);
        }
    }

    void jobFails() {
        if (running != null) {
            finish(State.FAILED);
        }
    }

    /** Somebody deletes every Job, or their time to live has passed and nothing ran. */
    void jobsAreRemoved() {
        jobs.clear();
        running = null;
    }

    void finishedJobsAreRemoved() {
        jobs.removeIf(job -> job.state() != State.UNFINISHED);
    }

    private void finish(State state) {
        jobs.replaceAll(job -> job.unfinished() ? new JobFacts(job.name(), state) : job);
        running = null;
    }

    /** @return whether the run is at its end */
    private boolean step(CreateJob job) {
        return switch (job.operation().word()) {
            case "create" -> stepCreate();
            case "backup" -> stepBackup(job);
            case "restore" -> stepRestore(Objects.requireNonNull(Decisions.restore(job)));
            case "verify" -> true; // it moves nothing
            case "drop" -> stepDrop();
            default -> throw new IllegalStateException("nothing asks for " + job.operation());
        };
    }

    private boolean stepCreate() {
        if (deleting || activeRestore != null) {
            return true;
        }
        held = true;
        if (phase == null) {
            phase = DatabasePhase.CREATING;
            return false;
        }
        if (phase == DatabasePhase.CREATING || phase == DatabasePhase.CREATED) {
            phase = DatabasePhase.CREATED;
            observed = generation;
        }
        return true;
    }

    private boolean stepBackup(CreateJob job) {
        var name = Objects.requireNonNullElse(Decisions.backup(job), "by-hand");
        if (activeRestore != null) {
            throw new IllegalStateException("a backup must not run while " + activeRestore + " does");
        }
        if (phase == DatabasePhase.CREATED) {
            activeBackup = name;
            phase = DatabasePhase.BACKUP_REQUESTED;
            backups.put(name, Samples.backup(name, BackupPhase.STARTING));
        } else if (phase == DatabasePhase.BACKUP_REQUESTED) {
            activeBackup = name;
            phase = DatabasePhase.BACKUP_IN_PROGRESS;
            backups.put(name, Samples.backup(name, BackupPhase.BACKING_UP));
        } else if (phase == DatabasePhase.BACKUP_IN_PROGRESS) {
            phase = DatabasePhase.BACKUP_COMPLETED;
            backups.put(name, Samples.backup(name, BackupPhase.COMPLETED));
        } else {
            phase = DatabasePhase.CREATED;
            activeBackup = null;
            return true;
        }
        return false;
    }

    private boolean stepRestore(String name) {
        if (activeRestore == null && phase == DatabasePhase.CREATED && !deleting) {
            activeRestore = name;
            restores.computeIfPresent(name, (n, r) -> Samples.restore(n, RestorePhase.STARTING));
            return false;
        }
        if (!name.equals(activeRestore) || deleting) {
            return true;
        }
        var restore = restores.get(name);
        if (restore == null || restore.phase() == RestorePhase.COMPLETED) {
            activeRestore = null;
            return true;
        }
        var next = restore.phase() == RestorePhase.STARTING ? RestorePhase.REPLACING : RestorePhase.COMPLETED;
        restores.put(name, Samples.restore(name, next));
        return false;
    }

    private boolean stepDrop() {
        activeRestore = null;
        phase = phase == null
                ? DatabasePhase.DELETION_REQUESTED
                : switch (phase) {
                    case CREATED -> DatabasePhase.BACKUP_BEFORE_DELETE_REQUESTED;
                    case BACKUP_BEFORE_DELETE_REQUESTED -> DatabasePhase.BACKUP_BEFORE_DELETE_IN_PROGRESS;
                    case BACKUP_BEFORE_DELETE_IN_PROGRESS -> DatabasePhase.BACKUP_BEFORE_DELETE_COMPLETED;
                    case CREATING, BACKUP_BEFORE_DELETE_COMPLETED -> DatabasePhase.DELETION_REQUESTED;
                    case DELETION_REQUESTED -> DatabasePhase.DELETION_IN_PROGRESS;
                    case DELETION_IN_PROGRESS, DELETED -> DatabasePhase.DELETED;
                    case BACKUP_REQUESTED, BACKUP_IN_PROGRESS, BACKUP_COMPLETED ->
                        throw new IllegalStateException("a drop must not run in " + phase);
                };
        if (phase == DatabasePhase.DELETED) {
            held = false;
            gone = deleting;
            return true;
        }
        return false;
    }
}
