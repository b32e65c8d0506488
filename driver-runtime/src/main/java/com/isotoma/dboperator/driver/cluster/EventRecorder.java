package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.contract.ShownText;
import com.isotoma.dboperator.crds.contract.StatusConditions;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Events on the resources of a run, for {@code kubectl describe}. An Event that cannot be written (a namespace on
 * its way out takes none) is logged and does not fail the run: conditions say the same.
 */
@Singleton
public final class EventRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final String COMPONENT = "db-operator-driver";

    private final ClusterClient cluster;
    private final Clock clock;

    @Inject
    public EventRecorder(ClusterClient cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    public void normal(ResourceHandle<?, ?> about, String reason, String message) {
        record(about.resource(), "Normal", reason, message);
    }

    public void warning(ResourceHandle<?, ?> about, String reason, String message) {
        record(about.resource(), "Warning", reason, message);
    }

    public void normal(ScheduleHandle schedule, String reason, String message) {
        record(schedule.resource(), "Normal", reason, message);
    }

    public void warning(ScheduleHandle schedule, String reason, String message) {
        record(schedule.resource(), "Warning", reason, message);
    }

    /** On a Backup or Restore, and on its Database, whose Events tell what became of its data. */
    public void normal(DatabaseHandle database, ResourceHandle<?, ?> about, String reason, String message) {
        normal(about, reason, message);
        normal(database, reason, named(about, message));
    }

    /** On a Backup or Restore, and on its Database, whose Events tell what became of its data. */
    public void warning(DatabaseHandle database, ResourceHandle<?, ?> about, String reason, String message) {
        warning(about, reason, message);
        warning(database, reason, named(about, message));
    }

    private static String named(ResourceHandle<?, ?> about, String message) {
        return about.resource().getKind() + " " + about.name() + ": " + message;
    }

    /**
     * On a resource whose operation failed and is tried again. The same failure is told once, and again when it has lasted one
     * minute, two, four, and so on.
     *
     * @param conditions those of the resource, of which Ready tells since when it fails
     */
    public void failing(
            ResourceHandle<?, ?> about, @Nullable List<Condition> conditions, String reason, String message) {
        var resource = about.resource();
        var now = clock.instant();
        var since = Conditions.find(conditions, StatusConditions.READY)
                .filter(c -> "False".equals(c.getStatus()))
                .map(c -> Instant.parse(c.getLastTransitionTime()))
                .orElse(now);
        var name = OngoingFailure.eventName(resource, since, now, reason + ": " + message);
        create(event(resource, "Warning", reason, message)
                .editMetadata()
                .withName(name)
                .endMetadata()
                .build());
    }

    /** On an object that no run changes the status of. */
    public void warning(HasMetadata about, String reason, String message) {
        record(about, "Warning", reason, message);
    }

    private void record(HasMetadata about, String type, String reason, String message) {
        create(event(about, type, reason, message)
                .editMetadata()
                .withGenerateName(about.getMetadata().getName() + ".")
                .endMetadata()
                .build());
    }

    private EventBuilder event(HasMetadata about, String type, String reason, String message) {
        var metadata = about.getMetadata();
        var now = Conditions.now(clock);
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(metadata.getNamespace())
                .endMetadata()
                .withInvolvedObject(new ObjectReferenceBuilder()
                        .withApiVersion(about.getApiVersion())
                        .withKind(about.getKind())
                        .withNamespace(metadata.getNamespace())
                        .withName(metadata.getName())
                        .withUid(metadata.getUid())
                        .build())
                .withType(type)
                .withReason(reason)
                .withMessage(ShownText.note(message))
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withReportingComponent(COMPONENT);
    }

    private void create(Event event) {
        try {
            cluster.writer().resource(event).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                LOG.debug("Event {} was written before", event.getMetadata().getName());
                return;
            }
            LOG.warn(
                    "Event {} on {} {} could not be written: {}",
                    event.getReason(),
                    event.getInvolvedObject().getKind(),
                    event.getInvolvedObject().getName(),
                    e.getMessage());
        }
    }
}
