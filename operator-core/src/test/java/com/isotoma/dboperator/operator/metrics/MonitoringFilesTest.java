package com.isotoma.dboperator.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alerts and the dashboard ask for what the operator exports. */
class MonitoringFilesTest {
    private static final Path FILES = Path.of("../deploy/monitoring");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is no metric: selectors, durations, and the names of labels that follow some words. */
    private static final Pattern ASIDE = Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(by|on|without) *\\([^)]*\\)");

    /** A name that is no function's. */
    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*\\b(?! *\\()");

    private static final Pattern EXPORTED = Pattern.compile("(?m)^([a-z_0-9]+)(?:\\{| )");

    @Test
    void alertsAskForWhatIsThere() throws IOException {
        assertThat(alerts())
                .hasSizeGreaterThan(5)
                .allSatisfy(alert -> assertThat(metrics(alert.path("expr").asText()))
                        .as(alert.path("alert").asText())
                        .isNotEmpty()
                        .isSubsetOf(exported()));
    }

    @Test
    void theDashboardAsksForWhatIsThere() throws IOException {
        var panels =
                JSON.readTree(Files.readString(FILES.resolve("dashboard.json"))).path("panels");

        assertThat(panels)
                .hasSizeGreaterThan(10)
                .allSatisfy(panel -> assertThat(panel.path("targets"))
                        .isNotEmpty()
                        .allSatisfy(
                                target -> assertThat(metrics(target.path("expr").asText()))
                                        .as(panel.path("title").asText())
                                        .isNotEmpty()
                                        .isSubsetOf(exported())));
    }

    @Test
    void everyAlertSaysHowBadItIsAndLeadsToAPartOfTheRunbook() throws IOException {
        var runbook = Files.readString(Path.of("../docs/runbook.md"));
        var anchors = Pattern.compile("(?m)^##+ (.+)$")
                .matcher(runbook)
                .results()
                .map(heading -> "docs/runbook.md#"
                        + heading.group(1)
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9 -]", "")
                                .replace(' ', '-'))
                .toList();

        assertThat(alerts()).allSatisfy(alert -> {
            assertThat(alert.path("labels").path("severity").asText()).isIn("critical", "warning");
            assertThat(alert.path("annotations").path("summary").asText()).isNotEmpty();
            assertThat(alert.path("annotations").path("runbook").asText()).isIn(anchors);
        });
    }

    private static List<JsonNode> alerts() throws IOException {
        var rule = Serialization.unmarshal(
                Files.readString(FILES.resolve("alerts.yaml")), GenericKubernetesResource.class);
        JsonNode spec = JSON.valueToTree(rule.getAdditionalProperties().get("spec"));
        return spec.path("groups").path(0).path("rules").valueStream().toList();
    }

    private static Set<String> metrics(String expression) {
        var names = new TreeSet<String>();
        NAME.matcher(ASIDE.matcher(expression).replaceAll("")).results().forEach(name -> names.add(name.group()));
        return names;
    }

    /** Of the operator, and what Prometheus itself says of those whom it asks. */
    private static Set<String> exported() {
        var metrics = Exported.metrics(
                Exported.database("{phase: Created, lastBackup: {name: a, completedAt: '2026-01-02T03:01:00Z'}}"),
                Exported.schedule("nightly", "", "{nextScheduleTime: '2026-01-04T03:00:00Z'}"));
        var names = new TreeSet<String>();
        Stream.concat(EXPORTED.matcher(metrics).results().map(name -> name.group(1)), Stream.of("up"))
                .forEach(names::add);
        return names;
    }
}
