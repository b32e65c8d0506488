package com.isotoma.dboperator.operator.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;

/** What is known about a Job that works, or has worked, for a Database. */
public record JobFacts(String name, State state) {
    /** How far a Job is. */
    public enum State {
        /** Its pods run, wait to run, or are tried again. */
        UNFINISHED,
        /** Its pod ended well. */
        SUCCEEDED,
        /** It is not tried again. */
        FAILED
    }

    public static JobFacts of(Job job) {
        return new JobFacts(job.getMetadata().getName(), state(job));
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
