package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.operator.objects.Refusals;
import com.isotoma.dboperator.operator.rbac.AccessConflict;
import com.isotoma.dboperator.operator.rbac.DatabaseAccess;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the pods of a Job, and at its Events if it has no pod at all. */
public final class PodDiagnosis {
    private static final Logger log = LoggerFactory.getLogger(PodDiagnosis.class);

    /** What a pod that is only slow says. */
    private static final Set<String> HARMLESS = Set.of("ContainerCreating", "PodInitializing");

    private final KubernetesClient client;
    private final DatabaseAccess access;

    @Inject
    public PodDiagnosis(KubernetesClient client, DatabaseAccess access) {
        this.client = client;
        this.access = access;
    }

    /**
     * One sentence for people; empty when nothing is in the way. Asks the API server, so it is called once in a while
     * only. Never throws: what cannot be found out is logged.
     */
    Optional<String> explain(Job job) {
        try {
            return JobProgress.hasPods(job) ? fromPods(job) : fromEvents(job);
        } catch (AccessConflict e) {
            return Optional.of(e.getMessage());
        } catch (KubernetesClientException e) {
            log.warn(
                    "cannot find out why Job {} does not start: {}",
                    job.getMetadata().getName(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> fromPods(Job job) {
        return client
                .pods()
                .inNamespace(job.getMetadata().getNamespace())
                .withLabel(
                        "batch.kubernetes.io/controller-uid", job.getMetadata().getUid())
                .list()
                .getItems()
                .stream()
                // The label alone is for anyone to write.
                .filter(pod -> JobMarks.controller(pod)
                        .filter(owner -> job.getMetadata().getUid().equals(owner.getUid()))
                        .isPresent())
                .flatMap(pod -> waiting(pod).or(() -> unscheduled(pod)).stream())
                .findFirst();
    }

    private static Optional<String> waiting(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .flatMap(
                        status -> Optional.ofNullable(status.getState())
                                .flatMap(state -> Optional.ofNullable(state.getWaiting()))
                                .stream())
                .filter(waiting -> !HARMLESS.contains(String.valueOf(waiting.getReason())))
                .map(waiting -> "pod " + pod.getMetadata().getName() + ": " + text(waiting))
                .findFirst();
    }

    private static String text(ContainerStateWaiting waiting) {
        return waiting.getMessage() == null ? waiting.getReason() : waiting.getReason() + ": " + waiting.getMessage();
    }

    private static Optional<String> unscheduled(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus()))
                .map(c -> "pod " + pod.getMetadata().getName() + ": " + c.getReason() + ": " + c.getMessage())
                .findFirst();
    }

    /** The Job controller could not even create a pod: perhaps the service account was removed. */
    private Optional<String> fromEvents(Job job) {
        var namespace = job.getMetadata().getNamespace();
        JobMarks.owner(job).ifPresent(this::restore);
        return client
                .events()
                .v1()
                .events()
                .inNamespace(namespace)
                .withField("regarding.uid", job.getMetadata().getUid())
                .withField("type", "Warning")
                .list()
                .getItems()
                .stream()
                .max(Comparator.comparing(PodDiagnosis::time))
                .map(event -> event.getReason() + ": " + event.getNote());
    }

    private void restore(JobMarks.Owner owner) {
        try {
            access.restore(owner.namespace(), owner.database());
        } catch (KubernetesClientException e) {
            // Nothing can be made where a namespace is being deleted, and its Jobs do not use it.
            if (!Refusals.namespaceEnds(e)) {
                throw e;
            }
        }
    }

    private static String time(Event event) {
        var time = event.getDeprecatedLastTimestamp();
        return time == null ? event.getMetadata().getCreationTimestamp() : time;
    }
}
