package com.isotoma.dboperator.driver.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.driver.restore.RestoreCheckpoints;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.IdentityStage;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.stage.StoringDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Database that was Created, and whose database has gone from its server. */
@Execution(ExecutionMode.CONCURRENT)
class DatabaseMissingIT {
    private final IdentityStage stage = new IdentityStage();
    private final TestRun run = stage.run;
    private final StoringDriver driver = stage.driver;

    DatabaseMissingIT() throws Exception {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void itIsNotMadeAgainWithoutAWord() throws Exception {
        driver.clear();

        stage.assertCreateRefused(Reasons.DATABASE_MISSING, "Restore", "start-empty", stage.stage.databaseName());
        stage.assertBackupFails("missing", Reasons.DATABASE_MISSING);
        assertThat(driver.names()).isEmpty();
    }

    @Test
    void aWordToBeginEmptyHoldsOnce() throws Exception {
        driver.clear();
        var before = run.secretOfDatabase();
        run.annotate(ApiGroup.START_EMPTY_ANNOTATION, "yes");

        run.create(driver);

        assertThat(driver.lines(stage.stage.databaseName())).isEmpty();
        assertThat(run.secretOfDatabase()).isEqualTo(before);
        driver.clear();
        stage.assertCreateRefused(Reasons.DATABASE_MISSING);
    }

    /** A word that was given while nothing was missing does not wait for the day on which something is. */
    @Test
    void aWordThatWasNotNeededIsSpent() throws Exception {
        run.annotate(ApiGroup.START_EMPTY_ANNOTATION, "yes");
        run.create(driver);
        driver.clear();

        stage.assertCreateRefused(Reasons.DATABASE_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Never", "AfterBackup", "WithoutBackup"})
    void aRestoreMakesItAgain(String overwrite) throws Exception {
        driver.clear();
        var before = run.secretOfDatabase();
        stage.assertBackupFails("missing", Reasons.DATABASE_MISSING);
        stage.stage.apply("back", "backup: nightly", overwrite);

        stage.stage.restore("back");

        stage.stage.assertCompleted("back", RestoreStage.BACKED_UP);
        assertThat(run.secretOfDatabase()).isEqualTo(before);
    }

    @Test
    void aRestoreThatFailsBeforeItsEndLeavesNoEmptyDatabase() throws Exception {
        driver.clear();
        stage.assertBackupFails("missing", Reasons.DATABASE_MISSING);
        stage.stage.apply("back", "url: s3://no-such-bucket/nothing", "Never");

        stage.stage.restore("back");

        assertThat(stage.stage.found("back").phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(driver.names()).isEmpty();
        assertThat(run.database().unreadiness()).contains(Reasons.DATABASE_MISSING);
        stage.assertCreateRefused(Reasons.DATABASE_MISSING);
    }

    @Test
    void aRestoreWhoseBothDatabasesGoBeforeTheEndIsNotCompleted() throws Exception {
        stage.stage.apply("back", "backup: nightly", "WithoutBackup");

        stage.stage.restore("back", step -> {
            if (step.is(RestoreCheckpoints.REPLACING)) {
                driver.clear();
            }
        });

        assertThat(stage.stage.found("back").phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(run.database().unreadiness()).contains(Reasons.DATABASE_MISSING);
        assertThat(run.database().status().activeRestore()).isNull();
    }

    @Test
    void itIsReadyAgainWhenABackupFindsIt() throws Exception {
        var lines = List.copyOf(Objects.requireNonNull(driver.lines(stage.stage.databaseName())));
        driver.clear();
        stage.assertBackupFails("missing", Reasons.DATABASE_MISSING);
        driver.putBack(stage.stage.databaseName(), new Owner(run.clusterId(), run.namespace, TestRun.NAME), lines);

        stage.stage.backUp("found");

        stage.stage.assertSettled(lines);
    }

    @Test
    void itsDeletionHasNothingToBackUpAndGoesThrough() throws Exception {
        driver.clear();
        run.delete();

        run.drop(driver, RestoreStage.GO_ON);

        assertThat(run.databaseIsGone()).isTrue();
    }
}
