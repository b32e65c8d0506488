package com.isotoma.dboperator.driver.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.storage.FaultyProxy;
import com.isotoma.dboperator.driver.storage.LocalS3;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retention of Backups in two stores, of which the second one is lost after the first one's object is removed. */
class TwoStoresRetentionIT {
    private static final String OLD = ScheduleStage.name(1);

    private ScheduleStage stage;

    @BeforeEach
    void setUp() throws Exception {
        stage = new ScheduleStage();
        stage.job("tick", "2026-11-21T05:30:00Z");
        stage.schedule("\"retention\": {\"keepLast\": 1}");
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @Test
    void aRunThatEndsBetweenTheStoresSaysSoAndTheNextOneRemovesTheRest() throws Exception {
        try (var second = new FaultyProxy(LocalS3.ENDPOINT)) {
            stage.completedInTwoStores(1, URI.create(LocalS3.ENDPOINT), second.endpoint());
            stage.completed(2);
            second.cutAt("DELETE ");

            stage.run("tick");

            assertThat(stage.s3.has(stage.key("first-" + OLD))).isFalse();
            assertThat(stage.s3.has(stage.key("second-" + OLD))).isTrue();
            assertThat(stage.backup(OLD).getStatus().conditions())
                    .as("nobody may restore what is half gone")
                    .extracting(c -> c.getType() + "=" + c.getStatus())
                    .contains("Expired=True");
            assertThat(stage.pruned().getStatus()).isEqualTo("False");
            assertThat(stage.s3.has(stage.key(ScheduleStage.name(2)))).isTrue();

            second.cutAt(null);
            stage.run("tick");
        }
        assertThat(stage.backups()).doesNotContain(OLD);
        assertThat(stage.stored()).containsExactly(ScheduleStage.name(2));
        assertThat(stage.pruned().getStatus()).isEqualTo("True");
    }
}
