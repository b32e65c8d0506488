package com.isotoma.dboperator.driver.schedule;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server itself refuses of a BackupSchedule, with a message that says what to do. */
class ScheduleRefusalsIT {
    private static ScheduleStage stage;

    @BeforeAll
    static void setUp() throws IOException {
        stage = new ScheduleStage();
    }

    @AfterAll
    static void tearDown() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    schedule: '* * * *'                                  | five fields of cron
                    schedule: '0 0 3 * * *'                              | five fields of cron
                    schedule: '@every 1h'                                | five fields of cron
                    schedule: 'TZ=Europe/Berlin 0 3 * * *'               | a time zone goes into timeZone
                    schedule: '@daily', mode: Single, retention: {daily: 7} | mode Single keeps the last backup alone
                    schedule: '@daily', retention: {dryRun: true}        | at least one of keepLast
                    schedule: '@daily', retention: {daily: 0}            | at least one of keepLast
                    schedule: '@daily', retention: {daily: -1}           | greater than or equal to 0
                    schedule: '@daily', startingDeadlineSeconds: 5       | greater than or equal to 10
                    schedule: '@daily', concurrencyPolicy: Wait          | Allow
                    schedule: '@daily', failedHistoryLimit: -1           | greater than or equal to 0
                    """)
    void whatCannotWorkIsRefusedAtOnce(String spec, String message) {
        assertThatThrownBy(() -> create("fine", spec))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aNameThatNoCronJobCanHaveIsRefused(String name) {
        assertThatThrownBy(() -> create(name, "schedule: '@daily'"))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("at most 52");
    }

    @Test
    void theDatabaseCannotBeChangedAndTheRestCan() {
        create("kept", "schedule: '@daily'");
        assertThatCode(() -> apply("kept", "orders", "schedule: '0,30 3 * * MON-FRI', timeZone: Europe/Berlin"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> apply("kept", "other", "schedule: '@daily'"))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("create another BackupSchedule");
    }

    private static void create(String name, String spec) {
        stage.client
                .resource(yaml(name, "orders", spec))
                .inNamespace(stage.namespace)
                .create();
    }

    private static void apply(String name, String database, String spec) {
        stage.client
                .resource(yaml(name, database, spec))
                .inNamespace(stage.namespace)
                .forceConflicts()
                .serverSideApply();
    }

    private static String yaml(String name, String database, String spec) {
        return "apiVersion: db.isotoma.com/v1alpha1\nkind: BackupSchedule\nmetadata: {name: " + name
                + "}\nspec: {database: " + database + ", " + spec + "}";
    }
}
