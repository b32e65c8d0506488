package com.isotoma.dboperator.operator.jobs;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The environment of a driver container: what its Driver sets, and the variables that say what to do. */
final class DriverEnvironment {
    static final String DATABASE = "DB_OPERATOR_DATABASE";
    static final String NAMESPACE = "DB_OPERATOR_NAMESPACE";
    static final String BACKUP = "DB_OPERATOR_BACKUP";
    static final String RESTORE = "DB_OPERATOR_RESTORE";
    static final String OPERATION = "DB_OPERATOR_OPERATION";

    /** For a deletion: uid of the Database and names of the Secrets that it uses, should it be gone when the run begins. */
    static final String DATABASE_UID = "DB_OPERATOR_DATABASE_UID";

    static final String SECRETS = "DB_OPERATOR_SECRETS";

    /** For runs in the operator's namespace alone: they may read what StorageLocations refer to. */
    static final String SYSTEM_NAMESPACE = "DB_OPERATOR_SYSTEM_NAMESPACE";

    private static final Set<String> OURS =
            Set.of(DATABASE, NAMESPACE, BACKUP, RESTORE, OPERATION, DATABASE_UID, SECRETS, SYSTEM_NAMESPACE);

    private DriverEnvironment() {}

    /** @param systemNamespace the operator's own, if the run is there */
    static List<EnvVar> of(JobRequest request, @Nullable String systemNamespace) {
        var told = new TreeMap<String, String>();
        told.put(DATABASE, request.database());
        told.put(NAMESPACE, request.namespace());
        told.put(OPERATION, request.operation().word());
        if (request.backup() != null) {
            told.put(BACKUP, request.backup());
        }
        if (request.restore() != null) {
            told.put(RESTORE, request.restore());
        }
        if (request.operation() == Operation.DROP
                && request.subject() instanceof Database database
                && database.getSpec() != null) {
            told.put(DATABASE_UID, database.getMetadata().getUid());
            told.put(SECRETS, String.join(",", secrets(database)));
        }
        if (systemNamespace != null) {
            told.put(SYSTEM_NAMESPACE, systemNamespace);
        }
        return PodEnvironment.of(
                request.driver().getSpec().env(),
                OURS,
                told.entrySet().stream()
                        .map(v -> PodEnvironment.variable(v.getKey(), v.getValue()))
                        .toList());
    }

    /** By its spec, and by the record of its runs. */
    private static SortedSet<String> secrets(Database database) {
        var names = new TreeSet<>(SecretReferences.of(database.getSpec()));
        var annotations = database.getMetadata().getAnnotations();
        var used = annotations == null ? null : annotations.get(ApiGroup.USED_SECRETS_ANNOTATION);
        if (used != null && !used.isEmpty()) {
            names.addAll(List.of(used.split(",", -1)));
        }
        return names;
    }
}
