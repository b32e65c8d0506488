package com.isotoma.dboperator.driver.restore;

import static com.isotoma.dboperator.driver.stage.RestoreStage.BACKED_UP;
import static com.isotoma.dboperator.driver.stage.RestoreStage.GO_ON;
import static com.isotoma.dboperator.driver.stage.RestoreStage.PRESENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.driver.database.DatabaseCheckpoints;
import com.isotoma.dboperator.driver.run.Attempts;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.Killed;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.stage.StoringDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Restores that are killed, deleted or lost midway, and those whose Database goes. */
@Execution(ExecutionMode.CONCURRENT)
class EndedRestoreIT {
    private static final int MOST_STEPS = 60;

    private final RestoreStage stage = new RestoreStage();

    EndedRestoreIT() throws Exception {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void killedAtEachStepTheNextRunFinishes() throws Exception {
        int killed = 0;
        for (int step = 1; step < MOST_STEPS; step++) {
            var name = "back-" + step;
            stage.store(PRESENT);
            stage.apply(name, "backup: nightly", "AfterBackup");
            var steps = Killed.at(step);
            stage.driver.whileReplacing(steps);
            boolean ended = ends(() -> stage.restore(name, steps));
            stage.driver.whileReplacing(GO_ON);
            if (ended) {
                break;
            }
            killed++;
            assertThat(stage.driver.lines(stage.databaseName())).isIn(PRESENT, BACKED_UP);
            stage.restore(name);

            stage.assertCompleted(name, BACKED_UP);
            assertThat(stage.run
                            .backup(Objects.requireNonNull(
                                    stage.found(name).status().safetyBackup()))
                            .phase())
                    .isEqualTo(BackupPhase.COMPLETED);
        }
        assertThat(killed).isBetween(20, MOST_STEPS - 2);
    }

    @Test
    void deletedAfterEachStepItLeavesNothingOrIsFinished() throws Exception {
        int killed = 0;
        for (int step = 1; step < MOST_STEPS; step++) {
            var name = "back-" + step;
            stage.store(PRESENT);
            stage.apply(name, "backup: nightly", "WithoutBackup");
            var steps = Killed.at(step);
            stage.driver.whileReplacing(steps);
            boolean ended = ends(() -> stage.restore(name, steps));
            stage.driver.whileReplacing(GO_ON);
            if (ended) {
                break;
            }
            killed++;
            var phase = stage.found(name).phase();
            boolean finishes = phase == RestorePhase.REPLACING || phase == RestorePhase.COMPLETED;
            stage.delete(name);
            stage.restore(name);

            assertThat(stage.run.restore(name)).isEmpty();
            stage.assertSettled(finishes ? BACKED_UP : PRESENT);
        }
        assertThat(killed).isBetween(12, MOST_STEPS - 2);
    }

    @Test
    void aDatabaseThatIsDeletedMidwayKeepsOneOfTheTwoInItsLastBackupAndLeavesNothing() throws Exception {
        for (var step : List.of(DatabaseCheckpoints.SIDE_MADE, RestoreCheckpoints.REPLACING, StoringDriver.REPLACED)) {
            try (var one = new RestoreStage()) {
                one.apply("back", "backup: nightly", "WithoutBackup");
                one.apply("next", "backup: nightly", "WithoutBackup");
                var kill = Killed.at(step);
                one.driver.whileReplacing(kill);
                assertThatThrownBy(() -> one.restore("back", kill)).isInstanceOf(Killed.class);
                one.driver.whileReplacing(GO_ON);
                one.run.delete();
                one.restore("back");
                one.run.drop(one.driver, GO_ON);

                boolean replaced = !step.is(DatabaseCheckpoints.SIDE_MADE);
                assertThat(one.run.databaseIsGone()).isTrue();
                assertThat(one.driver.names()).isEmpty();
                assertThat(one.found("back").phase())
                        .isEqualTo(replaced ? RestorePhase.COMPLETED : RestorePhase.FAILED);
                assertThat(one.found("next").phase()).isEqualTo(RestorePhase.FAILED);
                var last = one.run.backups().stream()
                        .filter(b -> b.name().contains("-final-"))
                        .findFirst()
                        .orElseThrow();
                assertThat(last.phase()).isEqualTo(BackupPhase.COMPLETED);
                // What it holds is seen by restoring it.
                one.run.applyDatabase("again");
                one.run.create("again", one.driver);
                one.apply("again", "again", "backup: " + last.name(), "Never");
                one.run.restore("again", "again", one.driver, GO_ON);
                var again = one.run.database("again").status().databaseName();
                assertThat(one.driver.lines(Objects.requireNonNull(again)))
                        .containsExactlyElementsOf(replaced ? BACKED_UP : PRESENT);
            }
        }
    }

    @Test
    void aRunNoticesThatItsDatabaseIsBeingDeletedAndLeavesTheRestToTheDeletion() throws Exception {
        stage.apply("back", "backup: nightly", "WithoutBackup");
        stage.restore("back", step -> {
            if (step.is(RestoreCheckpoints.DUMP_RESTORED)) {
                stage.run.delete();
            }
        });

        assertThat(stage.found("back").phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(stage.run.database().status().activeRestore()).isNull();
        assertThat(stage.run.database().phase()).isEqualTo(DatabasePhase.CREATED);
        assertThat(stage.driver.names()).hasSize(1);
        assertThat(stage.driver.lines(stage.databaseName())).containsExactlyElementsOf(PRESENT);
    }

    @Test
    void aDriverThatRefusesToReplaceHasTouchedNothingAndTheRestoreFails() throws Exception {
        stage.apply("back", "backup: nightly", "WithoutBackup");
        stage.restore("back", step -> {
            if (step.is(RestoreCheckpoints.REPLACING)) {
                stage.driver.fail(DriverException.user(Reasons.RESTORE_FAILED, "The table odd cannot be moved"));
            }
        });

        stage.assertFailed("back", Reasons.RESTORE_FAILED, "The table odd cannot be moved");
    }

    @Test
    void aReplacementThatIsHeldUpIsTriedUntilItSucceedsAndTheDatabaseSaysSo() throws Exception {
        stage.apply("back", "backup: nightly", "WithoutBackup");
        assertThatThrownBy(() -> stage.restore("back", Killed.at(RestoreCheckpoints.REPLACING)))
                .isInstanceOf(Killed.class);
        stage.driver.fail(DriverException.user(Reasons.AUTHENTICATION_FAILED, "The password is wrong"));
        for (int i = 0; i < 2 * Attempts.MOST; i++) {
            assertThatThrownBy(() -> stage.restore("back")).hasMessage("The password is wrong");
        }
        assertThat(stage.found("back").phase()).isEqualTo(RestorePhase.REPLACING);
        assertThat(stage.run.database().unreadiness()).contains("Restoring");
        assertThat(stage.run.database().status().message()).contains("The password is wrong");

        stage.driver.fail(null);
        stage.restore("back");
        stage.assertCompleted("back", BACKED_UP);
    }

    /** A lock, or a transaction that was prepared: the driver has seen it before it touched anything. */
    @Test
    void aReplacementThatWaitsLeavesTheDatabaseReadyAndGoesOnWhenNothingHoldsItUp() throws Exception {
        holdUp("back");
        assertThat(stage.found("back").status().message()).contains("Tables are locked");

        stage.driver.fail(null);
        stage.restore("back");
        stage.assertCompleted("back", BACKED_UP);
    }

    @Test
    void aReplacementThatWaitsIsGivenUpWhenItsRestoreIsDeleted() throws Exception {
        holdUp("back");

        stage.delete("back");
        stage.restore("back");

        assertThat(stage.run.restore("back")).isEmpty();
        stage.assertSettled(PRESENT);
    }

    @Test
    void aReplacementThatWaitsIsGivenUpWhenTheDatabaseIsDeleted() throws Exception {
        holdUp("back");

        stage.run.delete();
        stage.run.drop(stage.driver, GO_ON);

        assertThat(stage.run.databaseIsGone()).isTrue();
        assertThat(stage.driver.names()).isEmpty();
        assertThat(stage.found("back").phase()).isEqualTo(RestorePhase.FAILED);
    }

    private void holdUp(String name) throws Exception {
        stage.apply(name, "backup: nightly", "WithoutBackup");
        assertThatThrownBy(() -> stage.restore(name, Killed.at(RestoreCheckpoints.REPLACING)))
                .isInstanceOf(Killed.class);
        stage.driver.fail(DriverException.unavailable(Reasons.IN_USE, "Tables are locked", null)
                .withNothingChanged());
        for (int i = 0; i < 2 * Attempts.MOST; i++) {
            assertThatThrownBy(() -> stage.restore(name)).hasMessage("Tables are locked");
        }
        assertThat(stage.found(name).phase()).isEqualTo(RestorePhase.REPLACING);
        assertThat(stage.run.database().unreadiness()).isEmpty();
        assertThat(stage.driver.lines(stage.databaseName())).isEqualTo(PRESENT);
    }

    /** Whatever its reason is: the same call would be refused again. */
    @Test
    void aReplacementThatIsRefusedWithNothingChangedHasFailed() throws Exception {
        stage.apply("back", "backup: nightly", "WithoutBackup");
        assertThatThrownBy(() -> stage.restore("back", Killed.at(RestoreCheckpoints.REPLACING)))
                .isInstanceOf(Killed.class);
        stage.driver.fail(DriverException.user(Reasons.PERMISSION_DENIED, "The admin may not set log_statement")
                .withNothingChanged());
        stage.restore("back");

        stage.assertFailed("back", Reasons.PERMISSION_DENIED, "log_statement");
    }

    @Test
    void whatARestoreLeftThatWasTakenAwayIsClearedOrFinished() throws Exception {
        for (var step : List.of(DatabaseCheckpoints.SIDE_MADE, StoringDriver.ABOUT_TO_REPLACE)) {
            stage.store(PRESENT);
            var name = "lost-" + step.hashCode();
            stage.apply(name, "backup: nightly", "WithoutBackup");
            var kill = Killed.at(step);
            stage.driver.whileReplacing(kill);
            assertThatThrownBy(() -> stage.restore(name, kill)).isInstanceOf(Killed.class);
            stage.driver.whileReplacing(GO_ON);
            stage.found(name).letGo();
            stage.delete(name);
            stage.restore(name);

            assertThat(stage.run.restore(name)).isEmpty();
            stage.assertSettled(step.is(DatabaseCheckpoints.SIDE_MADE) ? PRESENT : BACKED_UP);
        }
    }

    @Test
    void aRestoreOfADatabaseThatWasMadeAnewUnderItsNameEndsWithoutTouchingIt() throws Exception {
        stage.apply("back", "backup: nightly", "WithoutBackup");
        assertThatThrownBy(() -> stage.restore("back", Killed.at(RestoreCheckpoints.REPLACING)))
                .isInstanceOf(Killed.class);
        stage.run
                .client
                .resources(Database.class)
                .inNamespace(stage.run.database().namespace())
                .withName(TestRun.NAME)
                .edit(d -> {
                    d.getMetadata().setFinalizers(List.of());
                    return d;
                });
        stage.run.delete();
        stage.run.applyDatabase(TestRun.NAME);
        stage.run.create(stage.driver);
        stage.restore("back");

        assertThat(stage.found("back").phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(stage.found("back").status().message()).contains("created again");
        assertThat(stage.driver.lines(stage.databaseName())).containsExactlyElementsOf(PRESENT);
    }

    private interface Run {
        void go() throws Exception;
    }

    /** Whether it comes to its end before it is killed. */
    private static boolean ends(Run run) throws Exception {
        try {
            run.go();
            return true;
        } catch (Killed e) {
            return false;
        }
    }
}
