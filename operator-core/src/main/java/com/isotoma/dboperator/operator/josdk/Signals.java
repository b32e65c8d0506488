package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/**
 * How the controllers wake each other, so that each kind needs to be watched only once. A signal for a resource that
 * does not exist is lost, which is as it should be.
 */
final class Signals {
    final SimpleInboundEventSource<Database> toDatabases = new SimpleInboundEventSource<>("turn-changed");
    final SimpleInboundEventSource<Backup> toBackups = new SimpleInboundEventSource<>("database-gone");
    final SimpleInboundEventSource<BackupSchedule> toSchedules =
            new SimpleInboundEventSource<>("backup-or-database-changed");

    final SimpleInboundEventSource<Restore> toRestores = new SimpleInboundEventSource<>("database-gone");

    /** A Backup or Restore of this Database has changed. */
    void database(String namespace, String name) {
        toDatabases.propagateEvent(new ResourceID(name, namespace));
    }

    /** The Database of this Backup is gone, or has time to have it verified. */
    void backup(Backup backup) {
        toBackups.propagateEvent(ResourceID.fromResource(backup));
    }

    /** The Database of this Restore is gone. */
    void restore(Restore restore) {
        toRestores.propagateEvent(ResourceID.fromResource(restore));
    }

    /** A Backup of this schedule, or its Database, has changed. */
    void schedule(String namespace, String name) {
        toSchedules.propagateEvent(new ResourceID(name, namespace));
    }
}
