package com.isotoma.dboperator.driver.prune;

import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which database of which server a Backup is of. The backups of one source make no room for each other's: each source is counted
 * for itself. What a Backup does not say, as those of versions before, is taken to be as it is today.
 *
 * @param server identity of the server; null where it has none
 * @param database name on the server; null where it is not known
 */
record Source(@Nullable String server, @Nullable String database) {
    /** The one that the Database has today. */
    static Source of(DatabaseHandle database) {
        return new Source(database.status().serverIdentity(), database.status().databaseName());
    }

    private static Source of(BackupHandle backup, Source today) {
        var status = backup.status();
        return new Source(
                status.serverIdentity() == null ? today.server() : status.serverIdentity(),
                status.databaseName() == null ? today.database() : status.databaseName());
    }

    /** The backups by what they are of, in their order. */
    static Map<Source, List<BackupHandle>> group(Collection<BackupHandle> backups, Source today) {
        var groups = new LinkedHashMap<Source, List<BackupHandle>>();
        for (var backup : backups) {
            groups.computeIfAbsent(of(backup, today), source -> new ArrayList<>())
                    .add(backup);
        }
        return groups;
    }
}
