package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.contract.ShownText;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
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

    /** On an object that no run changes the status of. */
    void warning(HasMetadata about, String reason, String message) {
        record(about, "Warning", reason, message);
    }

    private void record(HasMetadata about, String type, String reason, String message) {
        var metadata = about.getMetadata();
        var now = Conditions.now(clock);
        var event = new EventBuilder()
                .withNewMetadata()
                .withNamespace(metadata.getNamespace())
                .withGenerateName(metadata.getName() + ".")
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
                .withReportingComponent(COMPONENT)
                .build();
        try {
            cluster.writer().resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.warn(
                    "Event {} on {} {} could not be written: {}",
                    reason,
                    about.getKind(),
                    metadata.getName(),
                    e.getMessage());
        }
    }
}
