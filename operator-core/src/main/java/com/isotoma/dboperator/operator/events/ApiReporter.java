package com.isotoma.dboperator.operator.events;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
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

    private static final int NOTE_LIMIT = 1024;
    private static final int NAME_LIMIT = 200;

    /** What a cut may leave at the end, where names have to end with a letter or a digit. */
    private static final Pattern TRAILING = Pattern.compile("[.-]+$");

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
        switch (report.type()) {
            case NORMAL ->
                log.info("{} {}/{}: {}", report.reason(), meta.getNamespace(), meta.getName(), report.note());
            case WARNING ->
                log.warn("{} {}/{}: {}", report.reason(), meta.getNamespace(), meta.getName(), report.note());
        }
        var event = new EventBuilder()
                .withNewMetadata()
                .withNamespace(Objects.requireNonNullElse(meta.getNamespace(), NO_NAMESPACE))
                .withName(eventName(meta.getName()))
                .endMetadata()
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(subject.getApiVersion())
                        .withKind(subject.getKind())
                        .withNamespace(meta.getNamespace())
                        .withName(meta.getName())
                        .withUid(meta.getUid())
                        .withResourceVersion(meta.getResourceVersion())
                        .build())
                .withType(report.type().word())
                .withReason(report.reason())
                .withAction("Reconcile")
                .withNote(cut(report.note(), NOTE_LIMIT))
                .withEventTime(new MicroTime(MICROS.format(clock.instant())))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .build();
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            // A namespace that is being deleted takes no Events; the log has it all the same.
            log.info("Event {} was not accepted: {}", report.reason(), e.getMessage());
        }
    }

    private static String eventName(String resource) {
        return TRAILING.matcher(cut(resource, NAME_LIMIT)).replaceFirst("") + "." + UUID.randomUUID();
    }

    private static String cut(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit);
    }
}
