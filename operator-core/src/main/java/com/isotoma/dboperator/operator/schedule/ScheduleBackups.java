package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.LastRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Backups of one schedule, oldest first by the time that they were due. */
final class ScheduleBackups {
    private static final int SHOWN = 100;

    private final List<Backup> backups;

    private ScheduleBackups(List<Backup> backups) {
        this.backups = backups;
    }

    /** @param ofDatabase all Backups of the schedule's Database */
    static ScheduleBackups of(BackupSchedule schedule, List<Backup> ofDatabase) {
        return new ScheduleBackups(ofDatabase.stream()
                .filter(backup -> scheduleOf(backup)
                        .equals(Optional.of(schedule.getMetadata().getName())))
                .sorted(Comparator.comparing(ScheduleBackups::dueAt)
                        .thenComparing(backup -> backup.getMetadata().getName()))
                .toList());
    }

    /** Name of the schedule that a Backup belongs to. */
    private static Optional<String> scheduleOf(HasMetadata backup) {
        return Optional.ofNullable(backup.getMetadata().getLabels()).map(labels -> labels.get(ApiGroup.SCHEDULE_LABEL));
    }

    /** Names of those that have not ended. */
    List<String> active() {
        return backups.stream()
                .filter(backup -> !ended(backup))
                .map(backup -> backup.getMetadata().getName())
                .limit(SHOWN)
                .toList();
    }

    Optional<LastRun> last() {
        return backups.isEmpty()
                ? Optional.empty()
                : Optional.of(backups.get(backups.size() - 1))
                        .map(backup -> new LastRun(
                                backup.getMetadata().getName(),
                                status(backup).phase(),
                                status(backup).completedAt()));
    }

    /** When the last one was completed that is still there. */
    Optional<String> lastSuccess() {
        return backups.stream()
                .filter(backup -> phase(backup) == BackupPhase.COMPLETED)
                .flatMap(backup -> Stream.ofNullable(status(backup).completedAt()))
                .max(Comparator.naturalOrder());
    }

    /** When the newest one was due, if it has failed. */
    Optional<String> lastFailed() {
        return backups.isEmpty() || phase(backups.getLast()) != BackupPhase.FAILED
                ? Optional.empty()
                : Optional.of(dueAt(backups.getLast()));
    }

    /** As the runs write it, which sorts as text. */
    private static String dueAt(Backup backup) {
        var annotations = backup.getMetadata().getAnnotations();
        var due = annotations == null ? null : annotations.get(ApiGroup.SCHEDULED_AT_ANNOTATION);
        return due == null ? backup.getMetadata().getCreationTimestamp() : due;
    }

    private static boolean ended(Backup backup) {
        var phase = phase(backup);
        return phase != null && phase.terminal();
    }

    private static @Nullable BackupPhase phase(Backup backup) {
        return status(backup).phase();
    }

    private static BackupStatus status(Backup backup) {
        return Objects.requireNonNullElse(backup.getStatus(), BackupStatus.NONE);
    }
}
