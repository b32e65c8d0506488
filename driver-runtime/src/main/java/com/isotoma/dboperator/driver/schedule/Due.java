package com.isotoma.dboperator.driver.schedule;

import com.isotoma.dboperator.crds.contract.ScheduleOffset;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The backup that a Job is there for. The same Job is always there for the same one.
 *
 * @param backup name of the Backup
 * @param at when it is due, as the schedule says it
 * @param byClock whether the clock asks for it, and not a person
 */
record Due(String backup, Instant at, boolean byClock) {
    /** What the CronJob controller writes on its Jobs. */
    private static final String SCHEDULED_AT = "batch.kubernetes.io/cronjob-scheduled-timestamp";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int UID_LENGTH = 8;

    /** By the time that the CronJob controller has written on it, or by its uid if a person has made it. */
    static Due of(String schedule, Job job) {
        var annotations = job.getMetadata().getAnnotations();
        return Optional.ofNullable(annotations == null ? null : annotations.get(SCHEDULED_AT))
                .map(time -> OffsetDateTime.parse(time).toInstant().minus(later(annotations)))
                .map(at -> new Due(schedule + "-" + TIME.format(at), at, true))
                .orElseGet(() -> new Due(
                        schedule + "-manual-" + job.getMetadata().getUid().substring(0, UID_LENGTH),
                        Instant.parse(job.getMetadata().getCreationTimestamp()),
                        false));
    }

    /** How much later than the schedule says its CronJob is. */
    private static Duration later(Map<String, String> annotations) {
        var later = annotations.get(ApiGroup.LATER_ANNOTATION);
        return later == null ? Duration.ZERO : Duration.parse(later);
    }

    /**
     * When it may begin: later by a part of the jitter that is always the same for one schedule.
     *
     * @return null for at once
     */
    @Nullable
    Instant notBefore(String namespace, String schedule, BackupScheduleSpec spec) {
        var later = ScheduleOffset.of(namespace, schedule, spec).total();
        return byClock && !later.isZero() ? at.plus(later) : null;
    }
}
