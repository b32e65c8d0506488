package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.operator.job.JobMarks.Owner;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the operator has made a Job. Anyone who may create Jobs in a namespace can give them every label and annotation, so
 * these prove nothing about another namespace. What counts is where the Job stands, and the uid of the resource that it is for.
 */
public final class JobOrigin {
    private final SubjectKinds kinds;

    @Inject
    public JobOrigin(SubjectKinds kinds) {
        this.kinds = kinds;
    }

    /**
     * The Database that a Job says it works for, if a Job of its namespace may work for that one: its own namespace's
     * Databases, or any from the operator's namespace, where tenants create nothing.
     */
    public static Optional<Owner> claimed(Job job, String operatorNamespace) {
        var namespace = job.getMetadata().getNamespace();
        return JobMarks.owner(job)
                .filter(owner -> owner.namespace().equals(namespace) || operatorNamespace.equals(namespace));
    }

    /** Whether a Job that claims to work for a Database was made for a resource that exists, or for one that is gone. */
    public boolean ours(Job job, ClusterView view) {
        var owner = JobMarks.owner(job);
        if (owner.isEmpty()) {
            return false;
        }
        var namespace = owner.get().namespace();
        if (!namespace.equals(job.getMetadata().getNamespace())) {
            // In the operator's namespace: see claimed.
            return true;
        }
        var subject = subject(job, owner.get(), view);
        var database = view.database(namespace, owner.get().database());
        return uid(job).filter(uid -> subject.isEmpty()
                        || Stream.concat(subject.stream(), database.stream())
                                .anyMatch(resource ->
                                        uid.equals(resource.getMetadata().getUid())))
                .isPresent();
    }

    /** Whether a Job that has the name of a wanted one is that one. */
    static boolean ours(Job job, JobRequest request) {
        var wanted = new Owner(request.namespace(), request.database());
        var elsewhere = !request.namespace().equals(job.getMetadata().getNamespace());
        return JobMarks.owner(job).equals(Optional.of(wanted))
                && (elsewhere
                        || uid(job).equals(Optional.of(
                                request.resource().getMetadata().getUid())));
    }

    /** That of its controller; a Job for a resource that is being deleted has none, and an annotation. */
    private static Optional<String> uid(Job job) {
        var annotations = job.getMetadata().getAnnotations();
        return JobMarks.controller(job)
                .filter(reference -> ApiGroup.VERSIONED.equals(reference.getApiVersion()))
                .map(reference -> reference.getUid())
                .or(() -> JobMarks.controller(job).isPresent() || annotations == null
                        ? Optional.empty()
                        : Optional.ofNullable(annotations.get(ApiGroup.SUBJECT_UID_ANNOTATION)));
    }

    private Optional<HasMetadata> subject(Job job, Owner owner, ClusterView view) {
        return kinds.of(job)
                .flatMap(subject -> kinds.find(view, owner.namespace(), subject))
                .or(() -> view.database(owner.namespace(), owner.database()).map(HasMetadata.class::cast));
    }
}
