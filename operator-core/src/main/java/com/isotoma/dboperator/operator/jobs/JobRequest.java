package com.isotoma.dboperator.operator.jobs;

import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A Job that is to be started.
 *
 * @param name name of the Job
 * @param subject the resource it works for: a Backup or Restore (where one is known), else the Database
 * @param database name of the Database, in the subject's namespace, whether or not it exists
 * @param backup name of the Backup, where one is named
 * @param restore name of the Restore, where one is named
 * @param central whether it runs in the operator's namespace, since it needs what only that has
 */
public record JobRequest(
        String name,
        Operation operation,
        Driver driver,
        HasMetadata subject,
        String database,
        @Nullable String backup,
        @Nullable String restore,
        boolean central) {

    /** Namespace of the Database and of what is named beside it. */
    public String namespace() {
        return subject.getMetadata().getNamespace();
    }
}
