package com.isotoma.dboperator.driver.prune;

import com.isotoma.dboperator.driver.bucket.StoredBackups;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.ScheduleHandle;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A run that is not in the operator's namespace cannot see what is in StorageLocations, and what is there must be known
 * before anything is removed. The run of the next backup is there, if that goes to a StorageLocation.
 *
 * @param why which Backup cannot be seen
 */
record Elsewhere(String why) {
    static Optional<Elsewhere> find(List<BackupHandle> completed, StoredBackups stored) throws DriverException {
        for (var backup : completed) {
            if (stored.outOfReach(backup)) {
                return Optional.of(new Elsewhere("Backup " + backup.name()
                        + " has a copy in a StorageLocation, which only runs in the operator's namespace can open"));
            }
        }
        return Optional.empty();
    }

    /** @throws DriverException of kind USER when no later run of this schedule will be there either */
    void requireLaterRun(ScheduleHandle schedule, StoredBackups stored) throws DriverException {
        var template = schedule.spec().template();
        var places = template == null ? null : template.backupTo();
        if (!stored.madeWithLocations(Objects.requireNonNullElse(places, List.of()))) {
            throw DriverException.user(
                    Reasons.LOCATION_NOT_ALLOWED,
                    why + ", and the backups of this schedule go to none any more: remove the Backups there and their"
                            + " objects yourself, or let spec.template.backupTo name the location again");
        }
    }
}
