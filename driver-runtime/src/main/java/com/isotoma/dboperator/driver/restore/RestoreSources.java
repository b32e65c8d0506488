package com.isotoma.dboperator.driver.restore;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.LatestBackup;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.RestoreHandle;
import com.isotoma.dboperator.driver.source.Source;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out which stored backup a Restore means. */
final class RestoreSources {
    private static final Comparator<BackupHandle> NEWEST_LAST =
            Comparator.comparing(RestoreSources::startedAt).thenComparing(BackupHandle::name);

    private final ClusterClient cluster;

    @Inject
    RestoreSources(ClusterClient cluster) {
        this.cluster = cluster;
    }

    /**
     * What the Restore means; what an earlier run has decided is not decided again.
     *
     * @throws DriverException of kind USER when there is nothing of that kind
     */
    Source of(RestoreHandle restore) throws DriverException {
        var decided = restore.status().source();
        if (decided != null) {
            var name = restore.status().backup();
            return new Source(decided, name == null ? null : find(restore, name).orElse(null));
        }
        var from = restore.spec().from();
        if (from.url() != null) {
            return new Source(from.url(), null);
        }
        if (from.backup() != null) {
            return stored(named(restore, from.backup()));
        }
        return stored(latest(restore, Objects.requireNonNullElse(from.latest(), new LatestBackup(null, null))));
    }

    /**
     * Makes sure that the source of which has just been written down that it is restored is not being removed: from now on
     * it will not be.
     *
     * @throws DriverException of kind USER when it is
     */
    void confirm(Source source) throws DriverException {
        if (source.backup() != null && source.backup().refresh()) {
            requireKept(source.backup());
        }
    }

    private static void requireKept(BackupHandle backup) throws DriverException {
        if (backup.expired()) {
            throw unusable("The Backup " + backup.name()
                    + " is being removed, since its retention has run out or it was deleted: choose another one");
        }
        if (backup.deletionRequested() && backup.keepsStored()) {
            throw unusable(
                    "The Backup " + backup.name() + " is being deleted, and its objects with it: choose another one");
        }
    }

    private Optional<BackupHandle> find(RestoreHandle restore, String name) {
        return cluster.backup(restore.namespace(), name);
    }

    private BackupHandle named(RestoreHandle restore, String name) throws DriverException {
        var backup = find(restore, name)
                .orElseThrow(() -> unusable("spec.from.backup is '" + name + "', and there is no Backup of that name in"
                        + " namespace " + restore.namespace() + ": correct the name, or give the object's url"));
        requireKept(backup);
        var phase = backup.phase();
        if (phase == BackupPhase.FAILED || (backup.deletionRequested() && phase != BackupPhase.COMPLETED)) {
            throw unusable("spec.from.backup is '" + name + "', and that Backup holds nothing, since it is "
                    + (phase == BackupPhase.FAILED ? "Failed" : "being deleted") + ": choose another one");
        }
        if (phase != BackupPhase.COMPLETED) {
            throw DriverException.unavailable(
                    Reasons.RESTORE_FAILED,
                    "The Backup " + name + ", which is to be restored, is not Completed yet",
                    null);
        }
        return backup;
    }

    private BackupHandle latest(RestoreHandle restore, LatestBackup latest) throws DriverException {
        var database =
                Objects.requireNonNullElse(latest.database(), restore.spec().database());
        var end = end(latest.notLaterThan());
        var found = cluster.backupsOf(restore.namespace(), database).stream()
                .filter(b -> b.phase() == BackupPhase.COMPLETED
                        && !b.expired()
                        && !(b.deletionRequested() && b.keepsStored())
                        && !startedAt(b).isAfter(end))
                .toList();
        var parts = found.stream().filter(RestoreSources::ofAPart).max(NEWEST_LAST);
        return found.stream()
                .filter(b -> !ofAPart(b))
                .max(NEWEST_LAST)
                .orElseThrow(() -> unusable("spec.from.latest finds nothing: the Database " + database
                        + " has no Completed Backup of everything"
                        + (latest.notLaterThan() == null ? "" : " that was begun by " + latest.notLaterThan())
                        + " in namespace " + restore.namespace()
                        + parts.map(part ->
                                        ". " + part.name() + " is one of a part: name it in spec.from.backup, if what"
                                                + " it leaves out may be gone afterwards")
                                .orElse(": correct it, or give the url of an object")));
    }

    /** What such a Backup leaves out would be gone from a database that it replaces: it has to be named. */
    private static boolean ofAPart(BackupHandle backup) {
        return Boolean.TRUE.equals(backup.status().partial());
    }

    private static Instant end(@Nullable String notLaterThan) throws DriverException {
        try {
            return notLaterThan == null
                    ? Instant.MAX
                    : OffsetDateTime.parse(notLaterThan).toInstant();
        } catch (DateTimeParseException e) {
            throw unusable("spec.from.latest.notLaterThan is '" + notLaterThan
                    + "', which is no time: give one such as 2026-01-31T12:00:00Z");
        }
    }

    private static Instant startedAt(BackupHandle backup) {
        var started = backup.status().startedAt();
        return started == null ? backup.createdAt() : Instant.parse(started);
    }

    private static Source stored(BackupHandle backup) throws DriverException {
        var url = backup.status().destination();
        if (url == null) {
            throw unusable("The Backup " + backup.name() + " does not say where its object is: give the object's url");
        }
        return new Source(url, backup);
    }

    private static DriverException unusable(String message) {
        return DriverException.user(Reasons.INVALID_SPEC, message);
    }
}
