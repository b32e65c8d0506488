package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.ScheduledDatabases;
import com.isotoma.dboperator.operator.status.Verdict;
import com.isotoma.dboperator.reasons.ServerReasons;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which Databases of a server are backed up, and by which BackupSchedules. */
final class Coverage {
    private final List<Database> without = new ArrayList<>();
    private int byDefault;
    private int byOwn;
    private boolean pending;
    private @Nullable KubernetesClientException failure;

    void count(Database database, boolean isByDefault, boolean isByOwn) {
        if (isByDefault) {
            byDefault++;
        } else if (isByOwn) {
            byOwn++;
        } else if (!database.isMarkedForDeletion()) {
            without.add(database);
        }
    }

    /** Something was removed of which the caches do not say yet that it is gone. */
    void pending() {
        pending = true;
    }

    /** Something could not be done that is worth another try. */
    void failed(KubernetesClientException e) {
        failure = Objects.requireNonNullElse(failure, e);
    }

    /** @throws KubernetesClientException the first failure, if there was one: try again */
    void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Whether to look again soon. */
    boolean unsettled() {
        return pending || !without.isEmpty();
    }

    ScheduledDatabases counts() {
        return new ScheduledDatabases(byDefault, byOwn, without.size());
    }

    /** What the condition says of a server that asks for BackupSchedules. */
    Verdict verdict() {
        return without.isEmpty()
                ? Verdict.yes(
                        ServerReasons.BACKUPS_SCHEDULED,
                        byDefault + " Databases have the BackupSchedule of spec.backup, " + byOwn + " one of their own")
                : Verdict.no(
                        ServerReasons.NOT_SCHEDULED,
                        without.size() + " Databases have no BackupSchedule: " + ServerUsers.names(without)
                                + ". Events on them say what is in the way");
    }
}
