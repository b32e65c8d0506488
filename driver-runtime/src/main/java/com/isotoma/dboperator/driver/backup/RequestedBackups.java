package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupOptions;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.support.Labels;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the Backup resource for a Database that was set to BackupRequested by hand. */
final class RequestedBackups {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** A resource's name has 253 characters at most; time and separator take some. */
    private static final int MAX_BASE = 230;

    private final ClusterClient cluster;
    private final Clock clock;

    @Inject
    RequestedBackups(ClusterClient cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * The active Backup's name. Where there is none the name is decided on first, written to the status, and the resource
     * made after it, so that a run that is cut off between leaves no second one.
     *
     * @return null when the Database does not wait for a backup
     */
    @Nullable
    String nameFor(DatabaseHandle database) {
        if (database.phase() != DatabasePhase.BACKUP_REQUESTED) {
            return database.status().activeBackup();
        }
        var active = database.status().activeBackup();
        if (active == null) {
            var chosen = shortened(database.name()) + "-" + TIME.format(Instant.now(clock));
            database.update(s -> s.activeBackup(chosen).message("Backup " + chosen + " was asked for"));
            active = chosen;
        }
        var unused = cluster.createBackup(resource(database, active));
        return active;
    }

    /** A Backup of this Database, not yet in the cluster. */
    static Backup resource(DatabaseHandle database, String name) {
        var backup = new Backup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withNamespace(database.namespace())
                .withName(name)
                .withLabels(Map.of(
                        "app.kubernetes.io/managed-by",
                        ApiGroup.MANAGED_BY,
                        ApiGroup.DATABASE_LABEL,
                        Labels.value(database.name())))
                .build());
        backup.setSpec(new BackupSpec(database.name()));
        return backup;
    }

    /** One that has everything, whatever the Database leaves out of others. */
    static Backup whole(DatabaseHandle database, String name) {
        var backup = resource(database, name);
        backup.setSpec(new BackupSpec(
                database.name(), null, null, null, new BackupOptions(null, null, List.of(), List.of()), null));
        return backup;
    }

    static String shortened(String name) {
        return name.length() <= MAX_BASE ? name : name.substring(0, MAX_BASE).replaceAll("[^a-z0-9]+$", "");
    }
}
