package com.isotoma.dboperator.driver.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.driver.run.ExitStatus;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the CronJob's pods do, on a real API server. */
class ScheduleOperationIT {
    private static final String TICK = "2026-11-21T05:30:00Z";
    private static final String DUE = "nightly-20261121-0530";

    private ScheduleStage stage;

    @BeforeEach
    void setUp() throws IOException {
        stage = new ScheduleStage();
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @Test
    void theBackupOfATimeIsAskedForOnceHoweverOftenTheJobRuns() throws InterruptedException {
        stage.schedule("\"template\": {\"labels\": {\"team\": \"shop\", \"db.isotoma.com/schedule\": \"other\"}}");
        stage.job("tick", TICK);
        stage.job("again", TICK);

        assertThat(stage.run("tick")).isEqualTo(ExitStatus.DONE);
        assertThat(stage.run("tick")).isEqualTo(ExitStatus.DONE);
        assertThat(stage.run("again")).isEqualTo(ExitStatus.DONE);

        assertThat(stage.backups()).containsExactly(DUE);
        var backup = stage.backup(DUE);
        assertThat(backup.getSpec().database()).isEqualTo(ScheduleStage.DATABASE);
        assertThat(backup.getSpec().notBefore()).isNull();
        assertThat(backup.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(backup.getMetadata().getLabels())
                .containsEntry("team", "shop")
                .containsEntry(ApiGroup.SCHEDULE_LABEL, ScheduleStage.SCHEDULE)
                .containsEntry(ApiGroup.DATABASE_LABEL, ScheduleStage.DATABASE);
        assertThat(backup.getMetadata().getAnnotations()).containsEntry(ApiGroup.SCHEDULED_AT_ANNOTATION, TICK);
    }

    @Test
    void aJobMadeByAPersonAsksForOneMore() throws InterruptedException {
        stage.schedule("\"concurrencyPolicy\": \"Allow\", \"jitterSeconds\": 600");
        stage.job("tick", TICK);
        stage.job("by-hand", null);

        stage.run("tick");
        stage.run("by-hand");

        assertThat(stage.backups()).hasSize(2).contains(DUE).anyMatch(name -> name.startsWith("nightly-manual-"));
        var notBefore = Instant.parse(stage.backup(DUE).getSpec().notBefore());
        assertThat(notBefore).isBetween(Instant.parse(TICK), Instant.parse(TICK).plusSeconds(600));
    }

    @Test
    void byDefaultABackupIsLeftOutWhileAnEarlierOneHasNotEnded() throws InterruptedException {
        stage.schedule("");
        stage.backup("earlier", "2026-11-20T05:30:00Z", BackupPhase.BACKING_UP);
        stage.job("tick", TICK);

        stage.run("tick");

        assertThat(stage.backups()).containsExactly("earlier");
        assertThat(stage.events()).containsExactly("BackupSkipped");
    }

    @Test
    void anEarlierOneIsGivenUpWhereThePolicyIsReplace() throws InterruptedException {
        stage.schedule("\"concurrencyPolicy\": \"Replace\"");
        stage.backup("earlier", "2026-11-20T05:30:00Z", null);
        stage.backup("ended", "2026-11-20T04:30:00Z", BackupPhase.COMPLETED);
        stage.job("tick", TICK);

        stage.run("tick");

        assertThat(stage.backups()).containsExactly("ended", DUE);
        assertThat(stage.events()).containsExactly("BackupReplaced");
    }

    @Test
    void withoutTheDatabaseNoBackupIsMadeAndAnEventSaysWhy() throws InterruptedException {
        stage.schedule("");
        stage.deleteDatabase();
        stage.job("tick", TICK);

        assertThat(stage.run("tick")).isEqualTo(ExitStatus.DONE);

        assertThat(stage.backups()).isEmpty();
        assertThat(stage.events()).containsExactly("DatabaseNotFound");
    }

    @Test
    void whatIsMissingEndsTheRun() throws InterruptedException {
        assertThat(stage.run("tick")).as("no schedule").isEqualTo(ExitStatus.DONE);
        stage.schedule("");
        assertThat(stage.run("tick")).as("no Job").isEqualTo(ExitStatus.USER_MISTAKE);
    }
}
