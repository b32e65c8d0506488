package com.isotoma.dboperator.operator.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;

/**
 * What is known about a Job that works, or has worked, for a Database.
 *
 * @param name the Job's, or that of the Job whose work a shared run does
 * @param shared whether it serves other Databases, too: then it stands in the way of nothing but the same work
 */
public record JobFacts(String name, State state, boolean shared) {
    /** How far a Job is. */
    public enum State {
        /** Its pods run, wait to run, or are tried again. */
        UNFINISHED,
        /** Its pod ended well. */
        SUCCEEDED,
        /** It is not tried again. */
        FAILED
    }

    /** Those of a Job of one Database alone. */
    public JobFacts(String name, State state) {
        this(name, state, false);
    }

    /** Work at which a shared run has failed a moment ago. */
    public static JobFacts failed(String name) {
        return new JobFacts(name, State.FAILED, true);
    }

    public static JobFacts of(Job job) {
        return new JobFacts(
                job.getMetadata().getName(), state(job), JobMarks.server(job).isPresent());
    }

    private static State state(Job job) {
        if (JobProgress.succeeded(job)) {
            return State.SUCCEEDED;
        }
        return JobProgress.failure(job).isPresent() ? State.FAILED : State.UNFINISHED;
    }

    public boolean unfinished() {
        return state == State.UNFINISHED;
    }
}
