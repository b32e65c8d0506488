package com.isotoma.dboperator.operator.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How far a Job is, as its status says. */
public final class JobProgress {
    /** How long a pod may take to start before anything is made of it. */
    public static final Duration STARTING = Duration.ofMinutes(1);

    /** The exit code is in the message of the condition alone. */
    private static final Pattern USERS_MISTAKE = Pattern.compile("exit code " + DriverJobSpecs.USERS_MISTAKE + "\\b");

    private JobProgress() {}

    /** The condition that says that the Job failed for good. */
    public static Optional<JobCondition> failure(Job job) {
        return condition(job, "Failed");
    }

    /** Whether the run has written the reason of that failure into the conditions of its resource, and into an Event. */
    public static boolean saidWhy(JobCondition failure) {
        return "PodFailurePolicy".equals(failure.getReason())
                && failure.getMessage() != null
                && USERS_MISTAKE.matcher(failure.getMessage()).find();
    }

    public static boolean succeeded(Job job) {
        return condition(job, "Complete").isPresent();
    }

    public static boolean finished(Job job) {
        return succeeded(job) || failure(job).isPresent();
    }

    /** Whether a pod of it does its work. */
    public static boolean running(Job job) {
        return job.getStatus() != null && count(job.getStatus().getReady()) > 0;
    }

    /** Whether it has not ended, and no pod of it runs although one has had its time to start. */
    public static boolean late(Job job, Instant now) {
        return !finished(job) && !running(job) && age(job, now).compareTo(STARTING) >= 0;
    }

    /** How long ago it was created. */
    public static Duration age(Job job, Instant now) {
        return Duration.between(Instant.parse(job.getMetadata().getCreationTimestamp()), now);
    }

    /** Whether a pod of it has done some of its work. */
    public static boolean started(Job job) {
        var status = job.getStatus();
        return status != null
                && count(status.getReady()) + count(status.getFailed()) + count(status.getSucceeded()) > 0;
    }

    /** Whether it has pods that have not ended. */
    public static boolean hasPods(Job job) {
        return job.getStatus() != null && count(job.getStatus().getActive()) > 0;
    }

    private static int count(Integer pods) {
        return pods == null ? 0 : pods;
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        var conditions = job.getStatus() == null ? null : job.getStatus().getConditions();
        return (conditions == null ? Stream.<JobCondition>empty() : conditions.stream())
                .filter(c -> type.equals(c.getType()) && "True".equals(c.getStatus()))
                .findFirst();
    }
}
