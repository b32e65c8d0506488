package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DeletionPolicy;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.operator.job.BackupLocations;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.JobSettings;
import com.isotoma.dboperator.operator.job.OperationJob;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.operator.view.Servers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The operations that Databases ask for themselves. */
final class DatabaseOperations {

    /** It makes what the namespace is to have. */
    static final OperationJob CREATE = OperationJob.of(Operation.CREATE, JobSettings::createDeadline)
            .notWhileLeaving()
            .telling(Set.of(RunVariables.COMPARE), DatabaseOperations::toldOfCreate);

    /** It changes what the namespace has. */
    static final OperationJob ROTATE =
            OperationJob.of(Operation.ROTATE, JobSettings::createDeadline).notWhileLeaving();

    /** It may make a last backup. */
    static final OperationJob DROP = OperationJob.of(Operation.DROP, JobSettings::backupDeadline)
            .using((view, namespace, database, subject) ->
                    Stream.concat(ofLastBackup(view, namespace, database), ofUnended(view, namespace, database)))
            .telling(Set.of(RunVariables.DATABASE_UID, RunVariables.SECRETS), DatabaseOperations::toldOfDrop)
            .movingData();

    private DatabaseOperations() {}

    /** Whether a run may do it among the same for other Databases: what is over in a moment, and moves no data. */
    static boolean shared(ClusterView view, CreateJob due, Database database) {
        if (database.getSpec().server() != null) {
            // Its runs are in the operator's namespace, each with the rights of one tenant.
            return false;
        }
        if (due.operation().equals(Operation.CREATE)) {
            return true;
        }
        var meta = database.getMetadata();
        return due.operation().equals(Operation.DROP)
                && database.getSpec().effectiveDeletionPolicy() != DeletionPolicy.BACKUP_THEN_DELETE
                && ofUnended(view, meta.getNamespace(), meta.getName())
                        .findAny()
                        .isEmpty();
    }

    private static Stream<String> ofLastBackup(ClusterView view, String namespace, String database) {
        return view.database(namespace, database).stream()
                .map(found -> Servers.spec(view, found))
                .filter(spec -> spec.effectiveDeletionPolicy() == DeletionPolicy.BACKUP_THEN_DELETE)
                .flatMap(spec -> BackupLocations.of(spec.backupTo()));
    }

    /** What such Backups have stored by then is removed. */
    private static Stream<String> ofUnended(ClusterView view, String namespace, String database) {
        return view.ofDatabase(Backup.class, namespace, database).stream()
                .filter(DatabaseOperations::unended)
                .flatMap(backup -> BackupLocations.of(view, backup));
    }

    private static boolean unended(Backup backup) {
        if (backup.hasFinalizer(ApiGroup.STORED_FINALIZER)) {
            return true;
        }
        var phase = backup.getStatus() == null ? null : backup.getStatus().phase();
        return phase != null && !phase.terminal();
    }

    /** Where nothing is to be made or changed, one is started to compare. */
    private static Map<String, String> toldOfCreate(HasMetadata resource) {
        return resource instanceof Database database && DriftRules.settled(DatabaseFacts.of(database))
                ? Map.of(RunVariables.COMPARE, "true")
                : Map.of();
    }

    private static Map<String, String> toldOfDrop(HasMetadata resource) {
        return resource instanceof Database database && database.getSpec() != null
                ? Map.of(
                        RunVariables.DATABASE_UID,
                        database.getMetadata().getUid(),
                        RunVariables.SECRETS,
                        String.join(",", secrets(database)))
                : Map.of();
    }

    /** By its spec, and by the record of its runs. */
    private static SortedSet<String> secrets(Database database) {
        var names = new TreeSet<>(SecretReferences.of(database.getSpec()));
        names.addAll(DatabaseNeeds.used(database));
        return names;
    }
}
