package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.DeletionPolicy;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.reasons.ServerReasons;
import jakarta.inject.Inject;

/**
 * Finds the DatabaseServer that a Database names. The operator has looked whether the namespace may use it before it started
 * the run where the server's Secrets are; the run looks again, and its result counts.
 */
public final class NamedServers {
    private final ClusterClient cluster;
    private final SystemNamespace system;
    private final EventRecorder events;

    @Inject
    NamedServers(ClusterClient cluster, SystemNamespace system, EventRecorder events) {
        this.cluster = cluster;
        this.system = system;
        this.events = events;
    }

    /**
     * Has the Database say of its server what the DatabaseServer says; nothing for one that names none.
     *
     * @throws DriverException of kind USER when there is none that the Database's namespace may use
     */
    public void resolve(DatabaseHandle database) throws DriverException {
        var name = database.spec().server();
        if (name == null) {
            return;
        }
        if (!find(database)) {
            var refused = DriverException.user(
                    ServerReasons.SERVER_NOT_ALLOWED, ServerReasons.notAllowed(name, database.namespace()));
            tell(database, refused);
            throw refused;
        }
        var spec = database.spec();
        if (spec.backupTo() == null
                && spec.effectiveDeletionPolicy() == DeletionPolicy.BACKUP_THEN_DELETE
                && !database.deletionRequested()) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "spec.deletionPolicy is BackupThenDelete, and neither spec.backupTo nor DatabaseServer " + name
                            + " says where backups go: add backupTo, or set deletionPolicy to Delete (the data is lost) or"
                            + " Retain (the data stays on the server)");
        }
    }

    /**
     * The same for a Database that another one is restored from: of what the DatabaseServer says, only the place for backups
     * is needed.
     *
     * @return whether everything is known that the Database says; false for one that may not use the server which it names
     */
    public boolean find(DatabaseHandle database) {
        var name = database.spec().server();
        var itsNamespace = system.name();
        if (name == null || itsNamespace == null) {
            return name == null;
        }
        var found = cluster.server(name).filter(server -> server.spec().allows(database.namespace()));
        found.ifPresent(server -> database.use(server, itsNamespace));
        return found.isPresent();
    }

    /** A run for a Backup or Restore would otherwise say it there alone. */
    private void tell(DatabaseHandle database, DriverException e) {
        if (!database.deletionRequested()) {
            database.update(s -> s.failed(e, e.getMessage()));
            events.failing(database, database.status().conditions(), e.reason(), e.getMessage());
        }
    }
}
