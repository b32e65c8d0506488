package com.isotoma.dboperator.operator.jobs;

import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The environment of a driver container: what its Driver sets, and the variables that say what to do. */
final class DriverEnvironment {
    static final String DATABASE = "DB_OPERATOR_DATABASE";
    static final String NAMESPACE = "DB_OPERATOR_NAMESPACE";
    static final String BACKUP = "DB_OPERATOR_BACKUP";
    static final String RESTORE = "DB_OPERATOR_RESTORE";
    static final String OPERATION = "DB_OPERATOR_OPERATION";
    private static final Set<String> OURS = Set.of(DATABASE, NAMESPACE, BACKUP, RESTORE, OPERATION);

    private DriverEnvironment() {}

    static List<EnvVar> of(JobRequest request) {
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
        return PodEnvironment.of(
                request.driver().getSpec().env(),
                OURS,
                told.entrySet().stream()
                        .map(v -> PodEnvironment.variable(v.getKey(), v.getValue()))
                        .toList());
    }
}
