package com.isotoma.dboperator.operator.jobs;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.operator.access.AccessConflict;
import com.isotoma.dboperator.operator.access.DriverAccess;
import com.isotoma.dboperator.operator.access.NamespaceEnd;
import com.isotoma.dboperator.operator.access.PodWork;
import com.isotoma.dboperator.operator.jobs.StartOutcome.Postponed;
import com.isotoma.dboperator.operator.jobs.StartOutcome.Refused;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;

/**
 * Starts Jobs through the API server: in the operator's namespace where they need what is there, or where their own is being
 * deleted.
 */
public final class ApiJobStarter implements JobStarter {
    private final JobCreation creation;
    private final DriverAccess access;
    private final JobSettings settings;
    private final DriverJobs jobs;

    @Inject
    public ApiJobStarter(JobCreation creation, DriverAccess access, JobSettings settings) {
        this.creation = creation;
        this.access = access;
        this.settings = settings;
        this.jobs = new DriverJobs(settings);
    }

    @Override
    public StartOutcome start(JobRequest request) {
        var work = new PodWork(
                request.namespace(),
                request.database(),
                request.central(),
                false,
                request.driver().getSpec().serviceAccountName());
        try {
            return startFor(work, request);
        } catch (KubernetesClientException e) {
            if (!NamespaceEnd.is(e)) {
                return JobCreation.refused(e);
            }
        } catch (AccessConflict e) {
            return new Refused(e.getMessage());
        }
        return request.operation() == Operation.CREATE
                ? new Postponed("namespace " + request.namespace() + " is being deleted")
                : startWhileLeaving(work.whileLeaving(), request);
    }

    private StartOutcome startWhileLeaving(PodWork work, JobRequest request) {
        try {
            return startFor(work, request);
        } catch (KubernetesClientException e) {
            return JobCreation.refused(e);
        } catch (AccessConflict e) {
            return new Refused(e.getMessage());
        }
    }

    private StartOutcome startFor(PodWork work, JobRequest request) {
        var account = access.ensure(work);
        var namespace = work.central() ? settings.operatorNamespace() : request.namespace();
        return creation.create(jobs.build(request, namespace, account), existing -> JobOrigin.ours(existing, request));
    }
}
