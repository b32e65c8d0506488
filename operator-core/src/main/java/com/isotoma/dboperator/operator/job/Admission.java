package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.Decision.Wait;
import com.isotoma.dboperator.operator.job.JobFacts.State;
import java.util.List;

/**
 * Whether a Job that is due may start now: one Job at a time for each Database, whatever it does, and a finished Job is
 * repeated only after its time to live has removed it, which is the back-off. A shared run, which may go on for other
 * Databases, keeps only its own work from being begun twice: where both are at work on one Database, the Lease decides.
 */
public final class Admission {
    private Admission() {}

    public static Decision admit(CreateJob wanted, List<JobFacts> jobs) {
        for (var job : jobs) {
            if (job.unfinished() && (!job.shared() || job.name().equals(wanted.name()))) {
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
    public static boolean backingOff(CreateJob wanted, List<JobFacts> jobs) {
        return jobs.stream().anyMatch(job -> !job.unfinished() && job.name().equals(wanted.name()));
    }
}
