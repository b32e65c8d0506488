package com.isotoma.dboperator.operator.jobs;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.operator.decision.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a Job says whose it is: labels to select by, which are cut to 63 characters, and annotations with the whole names.
 */
public final class JobMarks {
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** Annotation: name of the Backup, in full. The label of the same key may be cut. */
    private static final String BACKUP = ApiGroup.BACKUP_LABEL;

    /** Annotation: name of the Restore, likewise. */
    private static final String RESTORE = ApiGroup.RESTORE_LABEL;

    /** Annotation: uid of the resource that the Job is made for, which cannot always be its owner. */
    static final String SUBJECT_UID = ApiGroup.SUBJECT_UID_ANNOTATION;

    private JobMarks() {}

    /** The Database that a Job works for. */
    public record Owner(String namespace, String database) {}

    /** What its annotation says, which anyone may have written: {@link JobOrigin} says whether it is true. */
    public static Optional<Owner> owner(Job job) {
        return annotation(job, ApiGroup.OWNER_ANNOTATION)
                .map(text -> text.split("/", -1))
                .filter(parts -> parts.length == 2)
                .map(parts -> new Owner(parts[0], parts[1]));
    }

    public static Optional<String> backup(Job job) {
        return annotation(job, BACKUP);
    }

    public static Optional<String> restore(Job job) {
        return annotation(job, RESTORE);
    }

    public static Optional<Operation> operation(Job job) {
        return word(job).flatMap(Operation::of);
    }

    /** What it does, in one word; some do what is no operation on a Database. */
    public static Optional<String> word(Job job) {
        return Optional.ofNullable(job.getMetadata().getLabels()).map(labels -> labels.get(ApiGroup.OPERATION_LABEL));
    }

    static Map<String, String> annotations(JobRequest request) {
        var annotations = new TreeMap<String, String>();
        annotations.put(ApiGroup.OWNER_ANNOTATION, request.namespace() + "/" + request.database());
        annotations.put(SUBJECT_UID, request.subject().getMetadata().getUid());
        if (request.backup() != null) {
            annotations.put(BACKUP, request.backup());
        }
        if (request.restore() != null) {
            annotations.put(RESTORE, request.restore());
        }
        return annotations;
    }

    static Map<String, String> labels(JobRequest request, String jobNamespace) {
        var labels = new TreeMap<String, String>();
        labels.put("app.kubernetes.io/name", "db-operator-driver");
        labels.put(
                "app.kubernetes.io/instance",
                Names.labelValue(request.subject().getMetadata().getName()));
        labels.put("app.kubernetes.io/component", "driver");
        labels.put(MANAGED_BY, ApiGroup.MANAGED_BY);
        labels.put("app.kubernetes.io/part-of", "db-operator");
        labels.put(ApiGroup.DATABASE_LABEL, Names.labelValue(request.database()));
        labels.put(ApiGroup.OPERATION_LABEL, request.operation().word());
        if (request.backup() != null) {
            labels.put(ApiGroup.BACKUP_LABEL, Names.labelValue(request.backup()));
        }
        if (request.restore() != null) {
            labels.put(ApiGroup.RESTORE_LABEL, Names.labelValue(request.restore()));
        }
        if (!jobNamespace.equals(request.namespace())) {
            labels.put(ApiGroup.NAMESPACE_LABEL, Names.labelValue(request.namespace()));
        }
        return labels;
    }

    /** The reference to the one owner that controls an object. */
    static Optional<OwnerReference> controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst();
    }

    private static Optional<String> annotation(Job job, String name) {
        return Optional.ofNullable(job.getMetadata().getAnnotations()).map(annotations -> annotations.get(name));
    }
}
