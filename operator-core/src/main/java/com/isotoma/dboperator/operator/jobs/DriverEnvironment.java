package com.isotoma.dboperator.operator.jobs;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The environment of a driver container: what its Driver sets, and the four variables that say what to do. */
final class DriverEnvironment {
    static final String DATABASE = "DB_OPERATOR_DATABASE";
    static final String NAMESPACE = "DB_OPERATOR_NAMESPACE";
    static final String BACKUP = "DB_OPERATOR_BACKUP";
    static final String OPERATION = "DB_OPERATOR_OPERATION";
    private static final Set<String> OURS = Set.of(DATABASE, NAMESPACE, BACKUP, OPERATION);

    private DriverEnvironment() {}

    static List<EnvVar> of(JobRequest request) {
        var variables = new TreeMap<String, String>();
        var given = request.driver().getSpec().env();
        if (given != null) {
            variables.putAll(given);
        }
        variables.keySet().removeAll(OURS);
        var ours = new TreeMap<String, String>();
        ours.put(DATABASE, request.database());
        ours.put(NAMESPACE, request.namespace());
        ours.put(OPERATION, request.operation().word());
        if (request.backup() != null) {
            ours.put(BACKUP, request.backup());
        }
        return Stream.of(variables, ours)
                .map(Map::entrySet)
                .flatMap(Set::stream)
                .map(v -> new EnvVarBuilder()
                        .withName(v.getKey())
                        .withValue(v.getValue())
                        .build())
                .toList();
    }
}
