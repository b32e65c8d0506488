package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.contract.Assignment;
import com.isotoma.dboperator.operator.job.StartOutcome.Existing;
import com.isotoma.dboperator.operator.job.StartOutcome.Postponed;
import com.isotoma.dboperator.operator.job.StartOutcome.Refused;
import com.isotoma.dboperator.operator.job.StartOutcome.Started;
import com.isotoma.dboperator.operator.objects.Refusals;
import com.isotoma.dboperator.operator.rbac.AccessConflict;
import com.isotoma.dboperator.operator.rbac.DatabaseAccess;
import com.isotoma.dboperator.operator.rbac.PodWork;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Starts Jobs through the API server, which lets one of each name through: in the operator's namespace where they need what
 * is there, or where their own is being deleted.
 */
public final class JobStarter {
    private final KubernetesClient client;
    private final DatabaseAccess access;
    private final JobSettings settings;
    private final DriverJobs jobs;

    @Inject
    public JobStarter(KubernetesClient client, DatabaseAccess access, JobSettings settings, DriverJobs jobs) {
        this.client = client;
        this.access = access;
        this.settings = settings;
        this.jobs = jobs;
    }

    /**
     * Starts a Job for a Database, once its pods have their rights; calling it again with the same request changes nothing.
     *
     * @throws KubernetesClientException if the API server could not be reached or could not answer: try again later
     */
    public StartOutcome start(JobRequest request) {
        var work = new PodWork(
                request.namespace(),
                request.database(),
                request.central(),
                false,
                request.driver().getSpec().serviceAccountName(),
                sharing(request));
        try {
            return startFor(work, request);
        } catch (KubernetesClientException e) {
            if (!Refusals.namespaceEnds(e)) {
                return refused(e);
            }
        } catch (AccessConflict e) {
            return new Refused(e.getMessage());
        }
        return request.work().startsWhileLeaving()
                ? startWhileLeaving(work.whileLeaving(), request.alone())
                : new Postponed("namespace " + request.namespace() + " is being deleted");
    }

    private static PodWork.Sharing sharing(JobRequest request) {
        var shared = request.shared();
        return shared == null
                ? PodWork.Sharing.NONE
                : new PodWork.Sharing(
                        Set.of(request.name()),
                        shared.others().stream().map(Assignment::database).collect(Collectors.toSet()));
    }

    private StartOutcome startWhileLeaving(PodWork work, JobRequest request) {
        try {
            return startFor(work, request);
        } catch (KubernetesClientException e) {
            return refused(e);
        } catch (AccessConflict e) {
            return new Refused(e.getMessage());
        }
    }

    private StartOutcome startFor(PodWork work, JobRequest request) {
        var account = access.ensure(work);
        var namespace = work.central() ? settings.operatorNamespace() : request.namespace();
        return create(jobs.build(request, namespace, account), existing -> JobOrigin.ours(existing, request));
    }

    /**
     * Starts a Job that is none of a Database's.
     *
     * @param ours whether a Job that has the name already is the one that is wanted
     * @throws KubernetesClientException if the API server could not be reached or could not answer: try again later
     */
    public StartOutcome start(Job job, Predicate<Job> ours) {
        try {
            return create(job, ours);
        } catch (KubernetesClientException e) {
            return refused(e);
        }
    }

    private StartOutcome create(Job job, Predicate<Job> ours) {
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

    /** @throws KubernetesClientException if the API server has not refused for good */
    private static StartOutcome refused(KubernetesClientException e) {
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
