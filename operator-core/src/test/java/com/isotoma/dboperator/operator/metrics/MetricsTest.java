package com.isotoma.dboperator.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final String READY = "{conditions: [{type: Ready, status: 'True'}]}";
    private static final String NOT_READY = "{conditions: [{type: Ready, status: 'False'}]}";

    @Test
    void aDatabaseIsReadyOnlyWhenItsConditionSaysSo() {
        var series = "db_operator_database_ready{database=\"orders\",namespace=\"shop\"} ";

        assertThat(Exported.metrics(Exported.database(READY))).contains(series + "1.0");
        assertThat(Exported.metrics(Exported.database(NOT_READY))).contains(series + "0.0");
        assertThat(Exported.metrics(Exported.database("{}"))).contains(series + "0.0");
    }

    @Test
    void aScheduleSaysHowOftenItWasDueSinceItsLastSuccess() {
        var metrics = Exported.metrics(
                Exported.database(READY),
                Exported.schedule("never", "", "{}"),
                Exported.schedule("late", "", "{lastSuccessfulTime: '2026-01-02T03:01:00Z'}"),
                Exported.schedule("fine", "", "{lastSuccessfulTime: '2026-01-03T03:01:00Z'}"),
                Exported.schedule("old", "", "{lastSuccessfulTime: '2020-01-03T03:01:00Z'}"),
                Exported.schedule("resting", ", suspend: true", "{}"),
                Exported.schedule("wrong", ", timeZone: Mars/Base", "{}"));

        assertThat(metrics)
                .contains(due("never") + "3.0", due("late") + "1.0", due("fine") + "0.0", due("old") + "10.0")
                .doesNotContain(due("resting"), due("wrong"));
    }

    @Test
    void aScheduleSaysWhetherItWorksAndWhetherItsLastBackupFailed() {
        var metrics = Exported.metrics(
                Exported.database(READY),
                Exported.schedule("failed", "", "{lastBackup: {name: a, phase: Failed}}"),
                Exported.schedule(
                        "works",
                        "",
                        "{lastBackup: {name: a, phase: Completed}, conditions: [{type: Ready, status: 'True'}]}"),
                Exported.schedule("resting", ", suspend: true", NOT_READY));

        assertThat(metrics)
                .contains(series("last_backup_failed", "failed") + "1.0", series("last_backup_failed", "works") + "0.0")
                .contains(series("ready", "failed") + "0.0", series("ready", "works") + "1.0")
                .doesNotContain(series("ready", "resting"));
    }

    private static String due(String schedule) {
        return series("due_since_success", schedule);
    }

    private static String series(String metric, String schedule) {
        return "db_operator_schedule_" + metric + "{namespace=\"shop\",schedule=\"" + schedule + "\"} ";
    }
}
