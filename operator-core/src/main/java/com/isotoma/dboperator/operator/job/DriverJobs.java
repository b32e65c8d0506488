package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.contract.RunVariables;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds Jobs; the same request gives the same Job. */
public final class DriverJobs {

    private final JobSettings settings;
    private final SubjectKinds kinds;

    /** Variables that no Driver may set. */
    private final Set<String> reserved = new HashSet<>(RunVariables.ALL);

    @Inject
    public DriverJobs(JobSettings settings, SubjectKinds kinds, OperationJobs operations) {
        this.settings = settings;
        this.kinds = kinds;
        reserved.addAll(kinds.variables());
        reserved.addAll(operations.variables());
    }

    /**
     * @param namespace where the Job is to run: the resource's namespace, or the operator's
     * @param account the service account of its pods, in that namespace
     */
    public Job build(JobRequest request, String namespace, String account) {
        var kind = kinds.of(request.subject()).orElse(null);
        var labels = JobMarks.labels(request, kind, namespace);
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(request.name())
                .withLabels(labels)
                .withAnnotations(JobMarks.annotations(request, kind))
                .withOwnerReferences(owners(request, namespace))
                .endMetadata()
                .withSpec(DriverJobSpecs.of(
                        new PodPlan(
                                DriverPods.CONTAINER,
                                request.driver().getSpec(),
                                account,
                                labels,
                                environment(request, kind, namespace)),
                        settings.backoffLimit(),
                        request.work().deadline().apply(settings),
                        settings.timeToLive()))
                .build();
    }

    /** What its Driver sets, and the variables that say what to do. */
    private List<EnvVar> environment(JobRequest request, @Nullable SubjectKind kind, String namespace) {
        var told = new TreeMap<>(request.work().told().apply(request.resource()));
        told.put(RunVariables.DATABASE, request.database());
        told.put(RunVariables.NAMESPACE, request.namespace());
        told.put(RunVariables.OPERATION, request.work().operation().word());
        if (kind != null) {
            told.put(kind.variable(), request.subject().name());
        }
        if (request.shared() != null) {
            told.put(RunVariables.SHARED_JOB, request.name());
            told.put(RunVariables.CONCURRENCY, String.valueOf(settings.serverOperations()));
            told.put(RunVariables.LINGER, settings.linger().toString());
        }
        if (request.central() || !namespace.equals(request.namespace())) {
            told.put(RunVariables.SYSTEM_NAMESPACE, namespace);
        }
        return PodEnvironment.of(request.driver().getSpec().env(), reserved, told);
    }

    /**
     * None for a Job that serves other Databases, too. None for a resource that is being deleted: a deletion in the foreground would have the garbage collector remove
     * the very Job that carries it out. None across namespaces, where owners are not allowed. Elsewhere the resource,
     * which the Job never keeps from being deleted.
     */
    private static List<OwnerReference> owners(JobRequest request, String namespace) {
        var resource = request.resource();
        if (request.shared() != null || resource.isMarkedForDeletion() || !namespace.equals(request.namespace())) {
            return List.of();
        }
        return List.of(new OwnerReferenceBuilder()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(false)
                .build());
    }
}
