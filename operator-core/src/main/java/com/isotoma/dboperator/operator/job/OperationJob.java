package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How Jobs of one operation are started. The slice that asks for the operation declares and contributes it.
 *
 * @param deadline how long a Job of it may take
 * @param startsWhileLeaving whether it is also started when the namespace of its Database is being deleted
 * @param locations names of the StorageLocations that a run may have to open; rather one too many than one too few, since
 *     a run in the operator's namespace does the same there without need
 * @param variables further variables that runs of it are told; no Driver may set them
 * @param told their values, for the resource that the Job works on
 * @param movesData whether it reads or writes whole databases, unless it is shared with others
 */
public record OperationJob(
        Operation operation,
        Function<JobSettings, Duration> deadline,
        boolean startsWhileLeaving,
        Locations locations,
        Set<String> variables,
        Function<HasMetadata, Map<String, String>> told,
        boolean movesData) {
    /** Which StorageLocations a run uses, by what the caches know and whether or not there are any. */
    @FunctionalInterface
    public interface Locations {
        /** @param database name of the Database that the Job is for */
        Stream<String> of(ClusterView view, String namespace, String database, Subject subject);
    }

    /** One that uses no StorageLocation, is always started, and is told nothing besides. */
    public static OperationJob of(Operation operation, Function<JobSettings, Duration> deadline) {
        return new OperationJob(
                operation,
                deadline,
                true,
                (view, namespace, database, subject) -> Stream.empty(),
                Set.of(),
                resource -> Map.of(),
                false);
    }

    public OperationJob using(Locations locations) {
        return new OperationJob(operation, deadline, startsWhileLeaving, locations, variables, told, movesData);
    }

    /** The same, not started where nothing new can be made. */
    public OperationJob notWhileLeaving() {
        return new OperationJob(operation, deadline, false, locations, variables, told, movesData);
    }

    /** The same, of which one server bears only a few at a time. */
    public OperationJob movingData() {
        return new OperationJob(operation, deadline, startsWhileLeaving, locations, variables, told, true);
    }

    public OperationJob telling(Set<String> variables, Function<HasMetadata, Map<String, String>> told) {
        return new OperationJob(operation, deadline, startsWhileLeaving, locations, variables, told, movesData);
    }
}
