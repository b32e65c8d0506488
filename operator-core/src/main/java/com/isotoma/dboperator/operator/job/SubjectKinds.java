package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the resource that a Job works on: what it is owned by, and where its owner looks. */
public final class SubjectKinds {
    private final Map<String, SubjectKind> kinds = new TreeMap<>();

    @Inject
    public SubjectKinds(Set<SubjectKind> kinds) {
        kinds.forEach(kind -> this.kinds.put(kind.kind(), kind));
    }

    /** Empty for a Database, which every Job names anyway. */
    Optional<SubjectKind> of(Subject subject) {
        return Optional.ofNullable(kinds.get(subject.kind()));
    }

    /** What a Job says that it works on; empty if that is the Database alone. */
    public Optional<Subject> of(Job job) {
        var annotations = job.getMetadata().getAnnotations();
        return annotations == null
                ? Optional.empty()
                : kinds.values().stream()
                        .flatMap(kind -> Stream.ofNullable(annotations.get(kind.label()))
                                .map(name -> new Subject(
                                        kind.kind(), name, annotations.get(ApiGroup.SUBJECT_UID_ANNOTATION))))
                        .findFirst();
    }

    /** The variables that name subjects. */
    Set<String> variables() {
        return kinds.values().stream().map(SubjectKind::variable).collect(Collectors.toSet());
    }

    /** The resource of that kind and name, if it exists; empty also for a Database. */
    Optional<HasMetadata> find(ClusterView view, String namespace, Subject subject) {
        return of(subject)
                .flatMap(kind -> view.find(kind.type(), namespace, subject.name()))
                .map(HasMetadata.class::cast);
    }
}
