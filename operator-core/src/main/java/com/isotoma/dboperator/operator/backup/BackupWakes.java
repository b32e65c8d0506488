package com.isotoma.dboperator.operator.backup;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Verification;
import com.isotoma.dboperator.operator.runtime.Signals;
import com.isotoma.dboperator.operator.turn.DatabaseListener;
import com.isotoma.dboperator.operator.view.ClusterView;
import jakarta.inject.Inject;

/**
 * Wakes the Backups of a Database that is gone, and those that wait to be verified until it has nothing else to do. A Backup
 * that is looked at wakes its Database in turn, so only changes of that one count.
 */
final class BackupWakes implements DatabaseListener {
    private final ClusterView view;
    private final Signals signals;

    @Inject
    BackupWakes(ClusterView view, Signals signals) {
        this.view = view;
        this.signals = signals;
    }

    @Override
    public void changed(String namespace, String database) {
        view.ofDatabase(Backup.class, namespace, database).stream()
                .filter(backup -> Verification.due(backup).isPresent())
                .forEach(signals::wake);
    }

    @Override
    public void gone(String namespace, String database) {
        view.ofDatabase(Backup.class, namespace, database).forEach(signals::wake);
    }
}
