package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.contract.Assignments;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.driver.support.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a Job says whose it is: labels to select by, which are cut to 63 characters, and annotations with the whole names. */
public final class JobMarks {
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    private JobMarks() {}

    /** The Database that a Job works for. */
    public record Owner(String namespace, String database) {}

    /** What its annotation says, which anyone may have written: {@link JobOrigin} says whether it is true. */
    public static Optional<Owner> owner(Job job) {
        return Optional.ofNullable(job.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(ApiGroup.OWNER_ANNOTATION))
                .map(text -> text.split("/", -1))
                .filter(parts -> parts.length == 2)
                .map(parts -> new Owner(parts[0], parts[1]));
    }

    /** What it does, in one word; some do what is no operation on a Database. */
    public static Optional<String> word(Job job) {
        return Optional.ofNullable(job.getMetadata().getLabels()).map(labels -> labels.get(ApiGroup.OPERATION_LABEL));
    }

    /** What stands for the server that a shared run serves; empty for a Job of one Database alone. */
    public static Optional<String> server(Job job) {
        return Optional.ofNullable(job.getMetadata().getLabels()).map(labels -> labels.get(Assignments.SERVER_LABEL));
    }

    /** Where the server of a Job is that moves data. */
    public static Optional<String> place(Job job) {
        return Optional.ofNullable(job.getMetadata().getLabels()).map(labels -> labels.get(ServerPlace.LABEL));
    }

    /** @param kind that of the subject; null where that is the Database itself */
    static Map<String, String> annotations(JobRequest request, @Nullable SubjectKind kind) {
        var annotations = new TreeMap<String, String>();
        annotations.put(ApiGroup.OWNER_ANNOTATION, request.namespace() + "/" + request.database());
        annotations.put(
                ApiGroup.SUBJECT_UID_ANNOTATION,
                request.resource().getMetadata().getUid());
        if (kind != null) {
            annotations.put(kind.label(), request.subject().name());
        }
        var shared = request.shared();
        if (shared != null) {
            annotations.put(Assignments.ANNOTATION, Assignments.text(shared.others()));
        }
        return annotations;
    }

    /** The same, for a Job in {@code jobNamespace}. */
    static Map<String, String> labels(JobRequest request, @Nullable SubjectKind kind, String jobNamespace) {
        var labels = new TreeMap<String, String>();
        labels.put("app.kubernetes.io/name", "db-operator-driver");
        labels.put(
                "app.kubernetes.io/instance",
                Labels.value(request.resource().getMetadata().getName()));
        labels.put("app.kubernetes.io/component", "driver");
        labels.put(MANAGED_BY, ApiGroup.MANAGED_BY);
        labels.put("app.kubernetes.io/part-of", "db-operator");
        labels.put(ApiGroup.DATABASE_LABEL, Labels.value(request.database()));
        labels.put(ApiGroup.OPERATION_LABEL, request.work().operation().word());
        if (kind != null) {
            labels.put(kind.label(), Labels.value(request.subject().name()));
        }
        if (!jobNamespace.equals(request.namespace())) {
            labels.put(ApiGroup.NAMESPACE_LABEL, Labels.value(request.namespace()));
        }
        var shared = request.shared();
        if (shared != null) {
            labels.put(Assignments.SERVER_LABEL, shared.server());
        }
        if (request.place() != null) {
            labels.put(ServerPlace.LABEL, request.place());
        }
        return labels;
    }

    /** The reference to the one owner that controls an object. */
    static Optional<OwnerReference> controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst();
    }
}
