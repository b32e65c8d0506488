package com.isotoma.dboperator.operator.backup;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The earliest time of Backups that may not begin at once: a function of what they say and of the time it is. */
final class NotBefore {
    private NotBefore() {}

    static boolean early(Backup backup, Instant now) {
        return left(backup, now).isPresent();
    }

    /** How long until the first of those may begin that may not yet; empty if all may. */
    static Optional<Duration> next(List<Backup> backups, Instant now) {
        return backups.stream().flatMap(backup -> left(backup, now).stream()).min(Comparator.naturalOrder());
    }

    private static Optional<Duration> left(Backup backup, Instant now) {
        return time(backup.getSpec()).filter(now::isBefore).map(time -> Duration.between(now, time));
    }

    /** Empty also for what looks like a time and is none, such as the 30th of February. */
    private static Optional<Instant> time(BackupSpec spec) {
        try {
            return Optional.ofNullable(spec.notBefore())
                    .map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
