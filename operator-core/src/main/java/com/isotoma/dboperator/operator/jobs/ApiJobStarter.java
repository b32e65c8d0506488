package com.isotoma.dboperator.operator.jobs;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.operator.access.AccessConflict;
import com.isotoma.dboperator.operator.access.DriverAccess;
import com.isotoma.dboperator.operator.access.PodWork;
import com.isotoma.dboperator.operator.jobs.StartOutcome.Existing;
import com.isotoma.dboperator.operator.jobs.StartOutcome.Postponed;
import com.isotoma.dboperator.operator.jobs.StartOutcome.Refused;
import com.isotoma.dboperator.operator.jobs.StartOutcome.Started;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.util.Map;

/** Starts Jobs through the API server, and in the operator's namespace where their own is being deleted. */
public final class ApiJobStarter implements JobStarter {
    private final KubernetesClient client;
    private final DriverAccess access;
    private final JobSettings settings;
    private final DriverJobs jobs;

    @Inject
    public ApiJobStarter(KubernetesClient client, DriverAccess access, JobSettings settings) {
        this.client = client;
        this.access = access;
        this.settings = settings;
        this.jobs = new DriverJobs(settings);
    }

    @Override
    public StartOutcome start(JobRequest request) {
        try {
            return startIn(request.namespace(), request);
        } catch (KubernetesClientException e) {
            if (!Refusals.namespaceTerminating(e)) {
                return refused(e);
            }
        } catch (AccessConflict e) {
            return new Refused(e.getMessage());
        }
        return startElsewhere(request);
    }

    private StartOutcome startElsewhere(JobRequest request) {
        if (request.operation() == Operation.CREATE) {
            return new Postponed("namespace " + request.namespace() + " is being deleted");
        }
        try {
            return startIn(settings.operatorNamespace(), request);
        } catch (KubernetesClientException e) {
            return refused(e);
        }
    }

    private StartOutcome startIn(String namespace, JobRequest request) {
        var account = access.ensure(new PodWork(
                request.namespace(),
                request.database(),
                namespace,
                request.driver().getSpec().serviceAccountName()));
        return create(jobs.build(request, namespace, account));
    }

    private StartOutcome create(Job job) {
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
            return ours(existing) ? new Existing(existing) : new Refused(notOurs(existing));
        }
    }

    private static boolean ours(Job job) {
        var labels = job.getMetadata().getLabels();
        return (labels == null ? Map.<String, String>of() : labels)
                        .getOrDefault(JobMarks.MANAGED_BY, "")
                        .equals(ApiGroup.MANAGED_BY)
                && JobMarks.owner(job).isPresent();
    }

    private static String notOurs(Job job) {
        return "Job " + job.getMetadata().getNamespace() + "/"
                + job.getMetadata().getName()
                + " exists and does not carry the operator's labels: delete it or give it back its labels";
    }

    private static StartOutcome refused(KubernetesClientException e) {
        if (Refusals.notFound(e)) {
            return new Postponed("the namespace is gone: " + Refusals.message(e));
        }
        if (Refusals.forGood(e)) {
            return new Refused(Refusals.message(e));
        }
        throw e;
    }
}
