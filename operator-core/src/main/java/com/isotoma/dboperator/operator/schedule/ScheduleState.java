package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.crds.contract.StatusConditions;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleStatus;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.status.StatusWriter;
import com.isotoma.dboperator.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobStatus;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the operator's part of a BackupSchedule's status; what retention and trials of places came to is the runs'. */
final class ScheduleState {
    private static final List<String> PRESENT_WHILE_TRUE =
            List.of(StatusConditions.RECONCILING, StatusConditions.STALLED);

    private final StatusWriter writer;
    private final Clock clock;

    @Inject
    ScheduleState(StatusWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /** @param possible what is known of the places that the backups go to, if anything is */
    void write(BackupSchedule schedule, Outcome outcome, ScheduleBackups backups, Optional<Condition> possible) {
        var generation = schedule.getMetadata().getGeneration();
        writer.write(
                schedule,
                BackupSchedule::new,
                live -> part(live.getStatus(), generation, outcome, backups, possible),
                ScheduleState::holds);
    }

    private BackupScheduleStatus part(
            @Nullable BackupScheduleStatus given,
            Long generation,
            Outcome outcome,
            ScheduleBackups backups,
            Optional<Condition> possible) {
        var there = Objects.requireNonNullElse(given, BackupScheduleStatus.NONE);
        var now = clock.instant();
        return new BackupScheduleStatus(
                conditions(there, outcome, possible, generation, now),
                generation,
                later(there.lastScheduleTime(), lastRun(outcome.cronJob())),
                text(outcome.next()),
                backups.active(),
                backups.last().orElse(null),
                later(there.lastSuccessfulTime(), backups.lastSuccess().orElse(null)),
                null,
                null);
    }

    private static List<Condition> conditions(
            BackupScheduleStatus there, Outcome outcome, Optional<Condition> possible, Long generation, Instant now) {
        var conditions = new ArrayList<Condition>();
        conditions.add(Conditions.next(
                there.conditions(), BackupScheduleStatus.ACCEPTED, outcome.accepted(), generation, now));
        conditions.add(
                Conditions.next(there.conditions(), BackupScheduleStatus.READY, outcome.ready(), generation, now));
        if (!outcome.ready().holds()) {
            var type = outcome.waits() ? StatusConditions.RECONCILING : StatusConditions.STALLED;
            var why = Verdict.yes(outcome.ready().reason(), outcome.ready().message());
            conditions.add(Conditions.next(there.conditions(), type, why, generation, now));
        }
        possible.map(said -> of(said, generation)).ifPresent(conditions::add);
        return conditions;
    }

    /** As the Database or a run says it, and since then. */
    private static Condition of(Condition said, Long generation) {
        return new ConditionBuilder(said)
                .withType(BackupScheduleStatus.BACKUPS_POSSIBLE)
                .withObservedGeneration(generation)
                .build();
    }

    private static boolean saysOfPlace(BackupScheduleStatus status) {
        return Conditions.find(status.conditions(), BackupScheduleStatus.BACKUPS_POSSIBLE)
                .isPresent();
    }

    private static boolean holds(@Nullable BackupScheduleStatus there, BackupScheduleStatus wanted) {
        return there != null
                && saysOfPlace(there) == saysOfPlace(wanted)
                && Conditions.hold(there.conditions(), Objects.requireNonNullElse(wanted.conditions(), List.of()))
                && PRESENT_WHILE_TRUE.stream()
                        .allMatch(type -> Conditions.isTrue(there.conditions(), type)
                                == Conditions.isTrue(wanted.conditions(), type))
                && Objects.equals(there.observedGeneration(), wanted.observedGeneration())
                && Objects.equals(there.lastScheduleTime(), wanted.lastScheduleTime())
                && Objects.equals(there.nextScheduleTime(), wanted.nextScheduleTime())
                && Objects.equals(there.active(), wanted.active())
                && Objects.equals(there.lastBackup(), wanted.lastBackup())
                && Objects.equals(there.lastSuccessfulTime(), wanted.lastSuccessfulTime());
    }

    private static @Nullable String lastRun(@Nullable CronJob cronJob) {
        return Optional.ofNullable(cronJob)
                .flatMap(c -> Optional.ofNullable(c.getStatus()))
                .map(CronJobStatus::getLastScheduleTime)
                .map(time -> Instant.parse(time).toString())
                .orElse(null);
    }

    /** Both are in UTC and to the second, so that they sort as text. A CronJob that was made anew knows of no run. */
    private static @Nullable String later(@Nullable String one, @Nullable String other) {
        return Stream.of(one, other)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
