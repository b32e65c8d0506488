package com.isotoma.dboperator.operator.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the places that a BackupSchedule names itself.
 *
 * @param name of the schedule
 * @param observed the generation whose places were last tried, if any were
 * @param checked when that was; null if it was not, or the time cannot be read
 * @param failing whether backups were found to be impossible then
 * @param failed when the newest Backup was due, if it has failed
 */
record PlacesFacts(
        String name,
        String uid,
        long generation,
        @Nullable Long observed,
        @Nullable Instant checked,
        boolean failing,
        @Nullable Instant failed) {}
