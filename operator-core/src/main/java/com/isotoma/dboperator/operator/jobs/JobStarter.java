package com.isotoma.dboperator.operator.jobs;

/** Starts Jobs. */
@FunctionalInterface
public interface JobStarter {
    /**
     * Starts a Job; calling it again with the same request changes nothing.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached or could
     *     not answer: try again later
     */
    StartOutcome start(JobRequest request);
}
