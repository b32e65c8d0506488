package com.isotoma.dboperator.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronJobRunsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    never ran          | {}                                                                        | false
                    at work            | {lastScheduleTime: '2026-11-21T03:00:00Z', active: [{name: a}]}           | false
                    ended well         | {lastScheduleTime: '2026-11-21T03:00:00Z', lastSuccessfulTime: '2026-11-21T03:00:07Z'} | false
                    first one failed   | {lastScheduleTime: '2026-11-21T03:00:00Z'}                                | true
                    last one failed    | {lastScheduleTime: '2026-11-21T03:00:00Z', lastSuccessfulTime: '2026-11-20T03:00:07Z'} | true
                    """)
    void aRunFailedThatHasEndedAndNotWell(String name, String status, boolean failed) {
        var cronJob = Serialization.unmarshal(
                "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: nightly, namespace: shop}\nstatus: " + status,
                CronJob.class);

        assertThat(CronJobRuns.failed(cronJob).isPresent()).isEqualTo(failed);
    }
}
