package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.v1alpha1.Driver;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A Job that is to be started.
 *
 * @param name name of the Job
 * @param work what it does
 * @param subject what it works on
 * @param resource that one where it exists, else the resource that was decided upon; it owns the Job
 * @param database name of the Database, in the resource's namespace, whether or not it exists
 * @param central whether it runs in the operator's namespace, since it needs what only that has
 * @param shared how it serves other Databases of the server as well; null for its own alone
 * @param place where its server is, for one that moves data; null for others
 */
public record JobRequest(
        String name,
        OperationJob work,
        Driver driver,
        Subject subject,
        HasMetadata resource,
        String database,
        boolean central,
        @Nullable SharedStart shared,
        @Nullable String place) {
    /** Namespace of the Database and of what is named with it. */
    public String namespace() {
        return resource.getMetadata().getNamespace();
    }

    /** The same, for its own Database alone. */
    JobRequest alone() {
        return new JobRequest(name, work, driver, subject, resource, database, central, null, place);
    }
}
