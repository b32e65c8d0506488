package com.isotoma.dboperator.operator.decision;

import com.isotoma.dboperator.operator.decision.Decision.CreateJob;
import com.isotoma.dboperator.operator.decision.Decision.Wait;
import com.isotoma.dboperator.operator.decision.JobFacts.State;
import java.util.List;

/**
 * Whether a Job that is due may start now: one Job at a time for each Database, whatever it does, and a finished Job is
 * repeated only after its time to live has removed it, which is the back-off.
 */
final class Admission {
    private Admission() {}

    static Decision admit(CreateJob wanted, List<JobFacts> jobs) {
        for (var job : jobs) {
            if (job.unfinished()) {
                return new Wait("Job " + job.name() + " has not ended");
            }
        }
        for (var job : jobs) {
            if (job.name().equals(wanted.name())) {
                return new Wait("Job " + job.name() + (job.state() == State.FAILED ? " failed" : " ended")
                        + ", and is repeated when its time to live has removed it");
            }
        }
        return wanted;
    }

    /** Whether this Job has run, and waits to be removed before it is repeated. */
    static boolean backingOff(CreateJob wanted, List<JobFacts> jobs) {
        return jobs.stream().anyMatch(job -> !job.unfinished() && job.name().equals(wanted.name()));
    }
}
