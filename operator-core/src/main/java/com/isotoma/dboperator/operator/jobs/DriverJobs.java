package com.isotoma.dboperator.operator.jobs;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;

/** Builds Jobs; the same request gives the same Job. */
final class DriverJobs {
    private final JobSettings settings;

    DriverJobs(JobSettings settings) {
        this.settings = settings;
    }

    /**
     * @param namespace where the Job is to run: the resource's namespace, or the operator's
     * @param account the service account of its pods, in that namespace
     */
    Job build(JobRequest request, String namespace, String account) {
        var labels = JobMarks.labels(request, namespace);
        var system = request.central() || !namespace.equals(request.namespace()) ? namespace : null;
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(request.name())
                .withLabels(labels)
                .withAnnotations(JobMarks.annotations(request))
                .withOwnerReferences(owners(request, namespace))
                .endMetadata()
                .withSpec(DriverJobSpecs.of(
                        new PodPlan(
                                DriverPods.CONTAINER,
                                request.driver().getSpec(),
                                account,
                                labels,
                                DriverEnvironment.of(request, system)),
                        settings.backoffLimit(),
                        settings.deadline(request.operation()),
                        settings.timeToLive()))
                .build();
    }

    /**
     * None for a resource that is being deleted: a deletion in the foreground would have the garbage collector remove
     * the very Job that carries it out. None across namespaces, where owners are not allowed. Elsewhere the resource,
     * which the Job never keeps from being deleted.
     */
    private static List<OwnerReference> owners(JobRequest request, String namespace) {
        var subject = request.subject();
        if (subject.isMarkedForDeletion() || !namespace.equals(request.namespace())) {
            return List.of();
        }
        return List.of(new OwnerReferenceBuilder()
                .withApiVersion(subject.getApiVersion())
                .withKind(subject.getKind())
                .withName(subject.getMetadata().getName())
                .withUid(subject.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(false)
                .build());
    }
}
