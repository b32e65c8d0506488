package com.isotoma.dboperator.operator.events;

import com.isotoma.dboperator.crds.contract.EventNames;
import com.isotoma.dboperator.crds.contract.ShownText;
import com.isotoma.dboperator.operator.objects.Refusals;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes reports as Events, and to the log. */
public final class ApiReporter implements Reporter {
    private static final Logger log = LoggerFactory.getLogger(ApiReporter.class);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final String CONTROLLER = "db.isotoma.com/operator";
    /** Where Events on what has no namespace belong. */
    private static final String NO_NAMESPACE = "default";

    private final KubernetesClient client;
    private final Clock clock;
    private final String instance;

    /** @param instance which of several operators speaks, for example the name of its pod */
    public ApiReporter(KubernetesClient client, Clock clock, String instance) {
        this.client = client;
        this.clock = clock;
        this.instance = instance;
    }

    @Override
    public void report(Report report) {
        var subject = report.subject();
        var meta = subject.getMetadata();
        var line = ShownText.line(report.note());
        switch (report.type()) {
            case NORMAL -> log.info("{} {}/{}: {}", report.reason(), meta.getNamespace(), meta.getName(), line);
            case WARNING -> log.warn("{} {}/{}: {}", report.reason(), meta.getNamespace(), meta.getName(), line);
        }
        var regarding = new ObjectReferenceBuilder()
                .withApiVersion(subject.getApiVersion())
                .withKind(subject.getKind())
                .withNamespace(meta.getNamespace())
                .withName(meta.getName())
                .withUid(meta.getUid())
                .withResourceVersion(meta.getResourceVersion())
                .build();
        try {
            write(report, regarding, report.note());
        } catch (KubernetesClientException e) {
            if (Refusals.namespaceEnds(e)) {
                writeOnNamespace(report);
            } else {
                log.info("Event {} was not accepted: {}", report.reason(), e.getMessage());
            }
        }
    }

    /** A namespace that is being deleted takes no Events; the namespace itself has them elsewhere. */
    private void writeOnNamespace(Report report) {
        var meta = report.subject().getMetadata();
        var regarding = new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Namespace")
                .withName(meta.getNamespace())
                .build();
        try {
            write(report, regarding, report.subject().getKind() + " " + meta.getName() + ": " + report.note());
        } catch (KubernetesClientException e) {
            log.info("Event {} was not accepted: {}", report.reason(), e.getMessage());
        }
    }

    private void write(Report report, ObjectReference regarding, String note) {
        var event = new EventBuilder()
                .withNewMetadata()
                .withNamespace(Objects.requireNonNullElse(regarding.getNamespace(), NO_NAMESPACE))
                .withName(EventNames.of(regarding.getName(), UUID.randomUUID().toString()))
                .endMetadata()
                .withRegarding(regarding)
                .withType(report.type().word())
                .withReason(report.reason())
                .withAction("Reconcile")
                .withNote(ShownText.note(note))
                .withEventTime(new MicroTime(MICROS.format(clock.instant())))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .build();
        client.resource(event).create();
    }
}
