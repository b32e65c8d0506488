package com.isotoma.dboperator.driver.prune;

import com.isotoma.dboperator.driver.bucket.StoredBackups;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.retention.Holding;
import com.isotoma.dboperator.driver.retention.RetentionPlan;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the backups that a retention would remove although no newer one that stays holds as much: a database that was
 * emptied, or another one at the same address, must not push the last full backup out. A manifest is read only as far as it
 * is needed to see that.
 */
final class LastFull {
    private final StoredBackups stored;

    LastFull(StoredBackups stored) {
        this.stored = stored;
    }

    /**
     * One that stays.
     *
     * @param name of the Backup
     * @param why a sentence for people
     */
    record Kept(String name, String why) {}

    /**
     * @param backups all that the plan was made of
     * @return those that the plan would remove and that have to stay, newest first
     */
    List<Kept> of(List<BackupHandle> backups, RetentionPlan plan) throws DriverException, InterruptedException {
        var newestFirst = backups.stream()
                .sorted(Comparator.comparing(BackupHandle::dueAt)
                        .thenComparing(BackupHandle::name)
                        .reversed())
                .toList();
        var staying = new ArrayList<BackupHandle>();
        var kept = new ArrayList<Kept>();
        for (var backup : newestFirst) {
            if (!plan.removable().contains(backup.name())) {
                staying.add(backup);
                continue;
            }
            var holds = holding(backup);
            if (holds.isPresent() && !standIn(staying, holds.get())) {
                kept.add(new Kept(backup.name(), why(backup, holds.get(), staying)));
                staying.add(backup);
            }
        }
        return kept;
    }

    private boolean standIn(List<BackupHandle> newer, Holding older) throws DriverException, InterruptedException {
        for (var backup : newer) {
            if (holding(backup).filter(h -> h.standsInFor(older)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Empty where it has no manifest to go by. */
    private Optional<Holding> holding(BackupHandle backup) throws DriverException, InterruptedException {
        return stored.manifest(backup).map(LastFull::holding);
    }

    private static Holding holding(Manifest manifest) {
        var dump = manifest.dump();
        return new Holding(
                dump.databaseName(),
                dump.rows().size(),
                dump.rows().values().stream().mapToLong(Long::longValue).sum(),
                !dump.omitted().nothing());
    }

    private String why(BackupHandle backup, Holding holds, List<BackupHandle> newer)
            throws DriverException, InterruptedException {
        var last = newer.isEmpty() ? Optional.<Holding>empty() : holding(newer.getFirst());
        return "Backup " + backup.name() + " (" + holds.text()
                + ") is kept beyond the retention: the newer backups that stay hold less or only a part, the newest one "
                + last.map(Holding::text).orElse("something that is not known")
                + ". Look whether data was lost; if not, delete the Backup " + backup.name() + " and its object";
    }
}
