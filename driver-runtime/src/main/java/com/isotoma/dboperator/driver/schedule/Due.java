package com.isotoma.dboperator.driver.schedule;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The backup that a Job is there for. The same Job is always there for the same one.
 *
 * @param backup name of the Backup
 * @param at when it is due
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
                .map(time -> OffsetDateTime.parse(time).toInstant())
                .map(at -> new Due(schedule + "-" + TIME.format(at), at, true))
                .orElseGet(() -> new Due(
                        schedule + "-manual-" + job.getMetadata().getUid().substring(0, UID_LENGTH),
                        Instant.parse(job.getMetadata().getCreationTimestamp()),
                        false));
    }

    /**
     * When it may begin: later by a part of the jitter that is always the same for one schedule.
     *
     * @return null for at once
     */
    @Nullable
    Instant notBefore(String namespace, String schedule, @Nullable Integer jitterSeconds) {
        int jitter = Objects.requireNonNullElse(jitterSeconds, 0);
        if (!byClock || jitter == 0) {
            return null;
        }
        var hash = new CRC32();
        hash.update((namespace + "/" + schedule).getBytes(StandardCharsets.UTF_8));
        return at.plus(Duration.ofSeconds(hash.getValue() % (jitter + 1)));
    }
}
