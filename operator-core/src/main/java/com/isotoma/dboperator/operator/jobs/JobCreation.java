package com.isotoma.dboperator.operator.jobs;

import com.isotoma.dboperator.operator.jobs.StartOutcome.Existing;
import com.isotoma.dboperator.operator.jobs.StartOutcome.Postponed;
import com.isotoma.dboperator.operator.jobs.StartOutcome.Refused;
import com.isotoma.dboperator.operator.jobs.StartOutcome.Started;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.util.function.Predicate;

/** Creates Jobs through the API server, which lets one of each name through. */
public final class JobCreation {
    private final KubernetesClient client;

    @Inject
    public JobCreation(KubernetesClient client) {
        this.client = client;
    }

    /**
     * @param ours whether a Job that has the name already is the one that is wanted
     * @throws KubernetesClientException if the API server refuses, or could not be reached
     */
    StartOutcome create(Job job, Predicate<Job> ours) {
        try {
            return new Started(client.resource(job).create());
        } catch (KubernetesClientException e) {
            if (!Refusals.alreadyExists(e)) {
                throw e;
            }
            var existing = client.resource(job).get();
            if (existing == null) {
                return new Postponed("Job " + job.getMetadata().getName() + " has just been removed");
            }
            return ours.test(existing) ? new Existing(existing) : new Refused(notOurs(existing));
        }
    }

    /** The same, where a refusal is an answer too. */
    public StartOutcome attempt(Job job, Predicate<Job> ours) {
        try {
            return create(job, ours);
        } catch (KubernetesClientException e) {
            return refused(e);
        }
    }

    /** @throws KubernetesClientException if the API server has not refused for good */
    static StartOutcome refused(KubernetesClientException e) {
        if (Refusals.notFound(e)) {
            return new Postponed("the namespace is gone: " + Refusals.message(e));
        }
        if (Refusals.forGood(e)) {
            return new Refused(Refusals.message(e));
        }
        throw e;
    }

    private static String notOurs(Job job) {
        return "Job " + job.getMetadata().getNamespace() + "/"
                + job.getMetadata().getName()
                + " exists and was not made by the operator for this resource: delete it, and the operator makes its own";
    }
}
