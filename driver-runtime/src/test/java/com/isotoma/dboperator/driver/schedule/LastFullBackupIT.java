package com.isotoma.dboperator.driver.schedule;

import static com.isotoma.dboperator.driver.schedule.ScheduleStage.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.reasons.DriverEvents;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Retention where newer backups hold less than older ones, on a real API server and a real S3 server. */
@Execution(ExecutionMode.CONCURRENT)
class LastFullBackupIT {
    private static final String DATABASE = "shop_orders";
    private static final Map<String, Long> FULL = Map.of("orders", 900L, "customers", 100L);

    private ScheduleStage stage;

    @BeforeEach
    void setUp() throws IOException {
        stage = new ScheduleStage();
        stage.job("tick", "2026-11-21T05:30:00Z");
        stage.schedule("\"retention\": {\"keepLast\": 2}");
        stage.completed(1, 2, 3, 4, 5);
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    private void holds(int day, String database, Map<String, Long> rows) {
        stage.manifest(name(day), database, rows);
    }

    private void first(int days, Map<String, Long> rows) {
        for (int day = 1; day <= days; day++) {
            holds(day, DATABASE, rows);
        }
    }

    @Test
    void theLastFullBackupIsNotRemovedForEmptyOnesAndAnEventSaysSoOnce() throws InterruptedException {
        first(3, FULL);
        holds(4, DATABASE, Map.of());
        holds(5, DATABASE, Map.of());

        stage.run("tick");

        assertThat(stage.stored()).containsExactly(name(3), name(4), name(5));
        assertThat(stage.backups()).contains(name(3)).doesNotContain(name(1), name(2));
        assertThat(stage.retention().keptBeyond()).containsExactly(name(3));
        assertThat(stage.retention().removed()).containsExactlyInAnyOrder(name(1), name(2));
        assertThat(stage.pruned().getMessage())
                .contains(name(3), "2 tables with 1000 rows", "0 tables with 0 rows", "delete the Backup " + name(3));
        assertThat(stage.events()).containsOnlyOnce(DriverEvents.BACKUPS_REMOVED, DriverEvents.LAST_FULL_BACKUP_KEPT);

        stage.run("tick");
        assertThat(stage.stored()).containsExactly(name(3), name(4), name(5));
        assertThat(stage.events()).containsOnlyOnce(DriverEvents.LAST_FULL_BACKUP_KEPT);
    }

    @Test
    void backupsOfAPartDoNotStandInForOneOfEverything() throws InterruptedException {
        first(3, FULL);
        stage.partialManifest(name(4), DATABASE, FULL);
        stage.partialManifest(name(5), DATABASE, FULL);

        stage.run("tick");

        assertThat(stage.stored()).containsExactly(name(3), name(4), name(5));
        assertThat(stage.retention().keptBeyond()).containsExactly(name(3));
        assertThat(stage.pruned().getMessage()).contains("only a part", name(3));
    }

    @Test
    void backupsOfAPartGoWithTheRetentionWhereAllAreOfAPart() throws InterruptedException {
        for (int day = 1; day <= 5; day++) {
            stage.partialManifest(name(day), DATABASE, FULL);
        }
        stage.run("tick");
        assertThat(stage.stored()).containsExactly(name(4), name(5));
    }

    @Test
    void oneThatLostMoreThanNineTenthsOfItsRowsDoesNotStandInForTheOneBefore() throws InterruptedException {
        first(3, FULL);
        holds(4, DATABASE, Map.of("orders", 99L, "customers", 0L));
        holds(5, DATABASE, Map.of("orders", 99L, "customers", 0L));
        stage.run("tick");
        assertThat(stage.stored()).containsExactly(name(3), name(4), name(5));
    }

    @Test
    void oneThatLostMostOfItsTablesDoesNotEither() throws InterruptedException {
        first(3, Map.of("a", 0L, "b", 0L, "c", 1L));
        holds(4, DATABASE, Map.of());
        holds(5, DATABASE, Map.of());
        stage.run("tick");
        assertThat(stage.stored()).containsExactly(name(3), name(4), name(5));
    }

    @Test
    void backupsOfAnotherDatabaseDoNotStandInForThoseOfThisOne() throws InterruptedException {
        first(3, FULL);
        holds(4, "elsewhere", FULL);
        holds(5, "elsewhere", FULL);
        stage.run("tick");
        assertThat(stage.stored()).containsExactly(name(3), name(4), name(5));
        assertThat(stage.pruned().getMessage()).contains("of database elsewhere");
    }

    @Test
    void aNewerBackupWithoutAManifestDoesNotStandInForOneThatIsFull() throws InterruptedException {
        first(3, FULL);
        stage.run("tick");
        assertThat(stage.stored()).containsExactly(name(3), name(4), name(5));
    }

    @Test
    void whatShrinksALittleOrHoldsAsMuchAgainIsRemovedAsTheRetentionSays() throws InterruptedException {
        first(3, FULL);
        holds(4, DATABASE, Map.of());
        holds(5, DATABASE, Map.of("orders", 100L, "customers", 0L));
        stage.run("tick");
        assertThat(stage.stored()).containsExactly(name(4), name(5));
        assertThat(stage.retention().keptBeyond()).isEmpty();
        assertThat(stage.events()).doesNotContain(DriverEvents.LAST_FULL_BACKUP_KEPT);
    }

    @Test
    void whatAnotherClusterHasStoredIsLeftToIt() throws InterruptedException {
        first(5, FULL);
        stage.manifest("another-cluster", name(2), DATABASE, FULL);
        stage.run("tick");
        assertThat(stage.stored()).containsExactly(name(2), name(4), name(5));
        assertThat(stage.backups()).contains(name(2));
        assertThat(stage.retention().wouldRemove()).containsExactly(name(2));
    }

    @Test
    void aDryRunSaysWhatWouldStay() throws InterruptedException {
        first(3, FULL);
        holds(4, DATABASE, Map.of());
        holds(5, DATABASE, Map.of());
        stage.schedule("\"retention\": {\"keepLast\": 2, \"dryRun\": true}");
        stage.run("tick");
        assertThat(stage.stored()).hasSize(5);
        assertThat(stage.retention().wouldRemove()).containsExactly(name(1), name(2));
        assertThat(stage.retention().keptBeyond()).containsExactly(name(3));
    }
}
