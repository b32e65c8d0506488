package com.isotoma.dboperator.operator.jobs;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Optional;

/** Finds out why the pods of a Job do not start. */
@FunctionalInterface
public interface StuckJobs {
    /**
     * One sentence for people; empty when nothing is in the way. Asks the API server, so it is called once in a while
     * only. Never throws: what cannot be found out is logged.
     */
    Optional<String> explain(Job job);
}
