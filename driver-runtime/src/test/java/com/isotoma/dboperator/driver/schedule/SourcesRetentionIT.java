package com.isotoma.dboperator.driver.schedule;

import static com.isotoma.dboperator.driver.schedule.ScheduleStage.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Retention where a schedule has backups of several servers or databases, on a real API server and a real S3 server. */
@Execution(ExecutionMode.CONCURRENT)
class SourcesRetentionIT {
    private static final String DATABASE = "shop_orders";
    private static final Map<String, Long> ROWS = Map.of("orders", 900L);

    private ScheduleStage stage;

    @BeforeEach
    void setUp() throws IOException {
        stage = new ScheduleStage();
        stage.job("tick", "2026-11-21T05:30:00Z");
        stage.schedule("\"retention\": {\"keepLast\": 2}");
        stage.completed(1, 2, 3, 4, 5, 6);
        for (int day = 1; day <= 6; day++) {
            stage.manifest(name(day), DATABASE, ROWS);
        }
        today("new-server", DATABASE);
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @Test
    void backupsOfAnotherServerAreCountedForThemselvesAndMakeNoRoom() throws InterruptedException {
        of("old-server", DATABASE, 1, 2, 3);
        of("new-server", DATABASE, 4, 5, 6);

        stage.run("tick");

        assertThat(stage.stored()).containsExactly(name(2), name(3), name(5), name(6));
        assertThat(stage.retention().removed()).containsExactlyInAnyOrder(name(1), name(4));
        assertThat(stage.pruned().getMessage())
                .contains("2 of another server or database than today's", name(2) + ", " + name(3), "until you delete");

        stage.run("tick");
        assertThat(stage.stored()).containsExactly(name(2), name(3), name(5), name(6));
    }

    @Test
    void backupsOfAnotherDatabaseOfTheSameServerAreToo() throws InterruptedException {
        of("new-server", "elsewhere", 1, 2);
        of("new-server", DATABASE, 3, 4, 5, 6);

        stage.run("tick");

        assertThat(stage.stored()).containsExactly(name(1), name(2), name(5), name(6));
    }

    @Test
    void newerBackupsOfAnotherServerDoNotPushOutTheLastOnesOfTodays() throws InterruptedException {
        of("new-server", DATABASE, 1, 2);
        of("other-server", DATABASE, 3, 4, 5, 6);

        stage.run("tick");

        assertThat(stage.stored()).containsExactly(name(1), name(2), name(5), name(6));
    }

    @Test
    void backupsThatDoNotSayWhatTheyAreOfCountAsTodays() throws InterruptedException {
        of("new-server", DATABASE, 5, 6);

        stage.run("tick");

        assertThat(stage.stored()).containsExactly(name(5), name(6));
        assertThat(stage.pruned().getMessage()).doesNotContain("another server");
    }

    @Test
    void theLastFullBackupOfEachStays() throws InterruptedException {
        of("old-server", DATABASE, 1, 2, 3);
        of("new-server", DATABASE, 4, 5, 6);
        stage.manifest(name(2), DATABASE, Map.of());
        stage.manifest(name(3), DATABASE, Map.of());

        stage.run("tick");

        assertThat(stage.stored()).containsExactly(name(1), name(2), name(3), name(5), name(6));
        assertThat(stage.retention().keptBeyond()).containsExactly(name(1));
    }

    private void today(String server, String database) {
        status(Database.class, ScheduleStage.DATABASE, server, database);
    }

    private void of(String server, String database, int... days) {
        for (int day : days) {
            status(Backup.class, name(day), server, database);
        }
    }

    private <T extends HasMetadata> void status(Class<T> type, String name, String server, String database) {
        stage.client
                .resources(type)
                .inNamespace(stage.namespace)
                .withName(name)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status": {"serverIdentity": "%s", "databaseName": "%s"}}
                        """.formatted(server, database));
    }
}
