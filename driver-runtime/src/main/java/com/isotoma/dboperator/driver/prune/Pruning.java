package com.isotoma.dboperator.driver.prune;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.driver.bucket.StoredBackups;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.cluster.ScheduleHandle;
import com.isotoma.dboperator.driver.cluster.Schedules;
import com.isotoma.dboperator.driver.retention.RetentionPlan;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.reasons.BackupReasons;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One application of a schedule's retention, from the list of its Backups to their removal. */
final class Pruning {
    private final Schedules schedules;
    private final ScheduleHandle schedule;
    private final Source today;
    private final Store store;
    private final Steps steps;
    private final Clock clock;
    private final boolean dryRun;
    private final Tally tally = new Tally();

    /** Opens the store, which is done only when there is something to remove. */
    @FunctionalInterface
    interface Store {
        StoredBackups open() throws DriverException;
    }

    /** @param today what the Database is now */
    Pruning(Schedules schedules, ScheduleHandle schedule, Source today, Store store, Steps steps, Clock clock) {
        this.schedules = schedules;
        this.schedule = schedule;
        this.today = today;
        this.store = store;
        this.steps = steps;
        this.clock = clock;
        dryRun = schedule.spec()
                .effectiveRetention()
                .map(retention -> Boolean.TRUE.equals(retention.dryRun()))
                .orElse(false);
    }

    /**
     * @return empty where nothing could be found out, since that is for a run in the operator's namespace
     * @throws DriverException why nothing may be removed
     */
    Optional<PruneOutcome> run() throws DriverException, InterruptedException {
        var backups = schedules.backupsOf(schedule).stream()
                .filter(b -> !b.deletionRequested())
                .toList();
        removeFailed(backups);
        var completed = backups.stream()
                .filter(b -> b.phase() == BackupPhase.COMPLETED)
                .sorted(Comparator.comparing(BackupHandle::dueAt).thenComparing(BackupHandle::name))
                .toList();
        var good = completed.stream().filter(b -> !b.expired()).toList();
        var begun = completed.stream().filter(BackupHandle::expired).toList();
        var plan = plan(good);
        if (!plan.removable().isEmpty() || !begun.isEmpty()) {
            try (var opened = store.open()) {
                var elsewhere = Elsewhere.find(completed, opened);
                if (elsewhere.isPresent()) {
                    return leave(elsewhere.get(), plan, opened);
                }
                // Before anything is removed: what is not there must not be what is kept.
                var present = present(good, opened);
                plan = withLastFull(present, plan(present), opened);
                finish(begun, opened);
                remove(good, plan, opened);
            }
        }
        label(good, plan);
        return Optional.of(outcome(plan));
    }

    private RetentionPlan withLastFull(List<BackupHandle> present, RetentionPlan plan, StoredBackups stored)
            throws DriverException, InterruptedException {
        for (var sameSource : Source.group(present, today).values()) {
            tally.keptBeyond.addAll(new LastFull(stored).of(sameSource, plan));
        }
        tally.keptBeyond.forEach(kept -> steps.note(kept.why()));
        return plan.keeping(tally.keptBeyond.stream().map(LastFull.Kept::name).toList());
    }

    /** What this run can say where it cannot look. */
    private Optional<PruneOutcome> leave(Elsewhere elsewhere, RetentionPlan plan, StoredBackups stored)
            throws DriverException {
        if (dryRun) {
            tally.wouldRemove.addAll(plan.removable());
            steps.note("What is there is not looked for: " + elsewhere.why());
            return Optional.of(outcome(plan));
        }
        elsewhere.requireLaterRun(schedule, stored);
        steps.reached(
                PruneCheckpoints.LEFT_TO_NEXT_BACKUP,
                "Retention is left to the run of the next backup: " + elsewhere.why());
        return Optional.empty();
    }

    private void removeFailed(List<BackupHandle> backups) {
        backups.stream()
                .filter(b -> b.phase() == BackupPhase.FAILED)
                .sorted(Comparator.comparing(BackupHandle::dueAt).reversed())
                .skip(schedule.spec().effectiveFailedHistoryLimit())
                .forEach(b -> {
                    if (dryRun || b.heldByAnybody()) {
                        tally.wouldRemove.add(b.name());
                    } else {
                        delete(b);
                    }
                });
    }

    private RetentionPlan plan(List<BackupHandle> good) throws DriverException {
        var groups = Source.group(good, today);
        if (schedule.spec().effectiveRetention().isPresent()) {
            tally.ofOthers.clear();
            groups.forEach((source, backups) -> {
                if (!source.equals(today)) {
                    backups.forEach(b -> tally.ofOthers.add(b.name()));
                }
            });
        }
        return SpecifiedPlan.of(schedule.spec(), groups.values(), clock);
    }

    private List<BackupHandle> present(List<BackupHandle> good, StoredBackups stored)
            throws DriverException, InterruptedException {
        var present = new ArrayList<BackupHandle>();
        for (var backup : good) {
            if (stored.has(backup)) {
                present.add(backup);
            } else {
                tally.unaccounted.add(backup.name());
            }
        }
        steps.reached(
                PruneCheckpoints.LISTED,
                "The store is listed: " + present.size() + " of " + good.size() + " backups are there");
        return present;
    }

    /** What an earlier run has begun to remove, whatever is kept now. */
    private void finish(List<BackupHandle> begun, StoredBackups stored) throws DriverException, InterruptedException {
        for (var backup : begun) {
            if (!stored.reaches(backup)) {
                tally.unaccounted.add(backup.name());
            } else if (beingRestored(backup)) {
                tally.wouldRemove.add(backup.name());
            } else {
                removeStored(backup, stored);
            }
        }
    }

    private void remove(List<BackupHandle> good, RetentionPlan plan, StoredBackups stored)
            throws DriverException, InterruptedException {
        Map<String, BackupHandle> byName = new HashMap<>();
        good.forEach(b -> byName.put(b.name(), b));
        for (var name : plan.removable()) {
            var backup = byName.get(name);
            if (backup == null || dryRun || !mayGo(backup, stored) || !newestIsThere(sameSource(good, backup), plan)) {
                tally.wouldRemove.add(name);
            } else if (!backup.deletionRequested()) {
                expire(backup, stored);
            }
        }
    }

    private List<BackupHandle> sameSource(List<BackupHandle> good, BackupHandle backup) {
        return Source.group(good, today).values().stream()
                .filter(group -> group.contains(backup))
                .findFirst()
                .orElseThrow();
    }

    private void expire(BackupHandle backup, StoredBackups stored) throws DriverException, InterruptedException {
        try {
            backup.update(s -> s.expired(
                    BackupReasons.RETENTION_ENDED,
                    "Its retention has run out: its object is being removed, and then it"));
            steps.reached(PruneCheckpoints.MARKED, "Backup " + backup.name() + " is marked as expired");
            // A Restore writes down what it reads and then looks for the mark: one of the two sees the other.
            if (beingRestored(backup)) {
                tally.wouldRemove.add(backup.name());
            } else {
                removeStored(backup, stored);
            }
        } catch (LostRaceException e) {
            steps.note("Another run or a person was quicker: " + e.getMessage());
        }
    }

    private boolean beingRestored(BackupHandle backup) {
        return schedules.mayBeRestored(backup);
    }

    /**
     * Not while something holds or restores it, nor when it is no longer the schedule's, nor with a copy in a place that is not
     * known any more, which would be left there, nor when a copy is not known to be its own.
     */
    private boolean mayGo(BackupHandle backup, StoredBackups stored) throws DriverException, InterruptedException {
        return backup.refresh()
                && schedule.name().equals(backup.labels().get(ApiGroup.SCHEDULE_LABEL))
                && !backup.heldByAnybody()
                && !beingRestored(backup)
                && stored.reaches(backup)
                && stored.foreign(backup).isEmpty();
    }

    /** A person may delete a Backup at any time; never must the last good one go. */
    private static boolean newestIsThere(List<BackupHandle> good, RetentionPlan plan) {
        return good.stream()
                .filter(b -> plan.kept().containsKey(b.name()))
                .max(Comparator.comparing(BackupHandle::dueAt).thenComparing(BackupHandle::name))
                .filter(b -> b.refresh() && !b.deletionRequested() && !b.expired())
                .isPresent();
    }

    private void removeStored(BackupHandle backup, StoredBackups stored) throws DriverException, InterruptedException {
        stored.remove(backup).forEach(stays -> steps.note("Not removed: " + stays));
        steps.reached(PruneCheckpoints.OBJECT_REMOVED, "The object of Backup " + backup.name() + " is removed");
        delete(backup);
    }

    private void delete(BackupHandle backup) {
        // What it was for is done.
        backup.letStoredGo();
        schedules.delete(backup);
        tally.removed.add(backup.name());
        steps.reached(PruneCheckpoints.BACKUP_REMOVED, "Backup " + backup.name() + " is removed");
    }

    private void label(List<BackupHandle> good, RetentionPlan plan) {
        for (var backup : good) {
            var labels = plan.kept().get(backup.name());
            if (labels != null) {
                schedules.label(
                        backup,
                        ApiGroup.RETENTION_LABEL_PREFIX,
                        labels.entrySet().stream()
                                .collect(Collectors.toMap(
                                        l -> ApiGroup.RETENTION_LABEL_PREFIX
                                                + l.getKey().word(),
                                        Map.Entry::getValue)));
            }
        }
    }

    private PruneOutcome outcome(RetentionPlan plan) {
        boolean everything = schedule.spec().effectiveRetention().isEmpty();
        return tally.outcome(plan.kept().size(), everything, dryRun, clock);
    }
}
