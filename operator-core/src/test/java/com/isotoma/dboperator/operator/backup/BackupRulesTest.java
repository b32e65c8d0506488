package com.isotoma.dboperator.operator.backup;

import static com.isotoma.dboperator.operator.turn.Samples.backup;
import static com.isotoma.dboperator.operator.turn.Samples.database;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.operator.job.Decision;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.job.JobFacts.State;
import com.isotoma.dboperator.reasons.OperatorEvents;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupRulesTest {
    @ParameterizedTest(name = "Backup {0}, deleting {1}, finalizer {2}, Database {3}, active {4}: {5}")
    @CsvSource({
        // phase,     deleting, held,  Database,           active, expected
        ",            false,    false, none,               ,       Report",
        ",            false,    false, CREATED,            ,       Waits",
        ",            false,    false, CREATING,           ,       Waits",
        ",            true,     false, none,               ,       Nothing",
        ",            true,     true,  none,               ,       CreateJob",
        "STARTING,    false,    true,  none,               ,       CreateJob",
        "BACKING_UP,  false,    true,  none,               ,       CreateJob",
        "BACKING_UP,  false,    true,  CREATED,            ,       CreateJob",
        "BACKING_UP,  false,    true,  CREATED,            b,      Nothing",
        "BACKING_UP,  false,    true,  BACKUP_IN_PROGRESS, b,      Nothing",
        "BACKING_UP,  false,    true,  BACKUP_IN_PROGRESS, other,  Nothing",
        "BACKING_UP,  true,     true,  BACKUP_IN_PROGRESS, b,      Nothing",
        "BACKING_UP,  true,     true,  BACKUP_IN_PROGRESS, other,  CreateJob",
        "BACKING_UP,  true,     true,  none,               ,       CreateJob",
        "COMPLETED,   false,    false, none,               ,       Nothing",
        "FAILED,      false,    false, none,               ,       Nothing",
        "COMPLETED,   true,     true,  CREATED,            ,       CreateJob",
        "FAILED,      true,     false, CREATED,            ,       Nothing"
    })
    void eachBackupThatItsDatabaseLeavesAloneIsSeenTo(
            @Nullable BackupPhase phase,
            boolean deleting,
            boolean held,
            String databasePhase,
            @Nullable String active,
            String expected) {
        var database = "none".equals(databasePhase)
                ? null
                : database(DatabasePhase.valueOf(databasePhase), false, true, 3, active, null, null);
        var decision = BackupRules.decide(backup("b", phase, deleting, held, "mysql"), database, List.of());
        assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // Database, deleting, request, expected
        "CREATED,            false, monday, CreateJob",
        "CREATED,            false, ,       Nothing",
        "CREATED,            true,  monday, Nothing",
        "BACKUP_IN_PROGRESS, false, monday, Nothing",
        "none,               false, monday, Nothing",
    })
    void aVerificationWaitsForItsDatabaseToBeFree(
            String databasePhase, boolean deleting, @Nullable String request, String expected) {
        var database = "none".equals(databasePhase)
                ? null
                : database(DatabasePhase.valueOf(databasePhase), deleting, true, 3, null, null, null);
        var backup = verified(request);
        var decision = BackupRules.decide(backup, database, List.of());
        assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
        if (decision instanceof Decision.CreateJob job) {
            assertThat(job.operation()).isEqualTo(Operation.VERIFY);
            assertThat(job.subject().name()).isEqualTo("b");
            assertThat(BackupRules.decide(verified("tuesday"), database, List.of()))
                    .as("another request is another Job")
                    .isNotEqualTo(job);
        }
    }

    private static BackupFacts verified(@Nullable String request) {
        return new BackupFacts(
                "b",
                "uid",
                "shop",
                "2026-01-01T00:00:00Z",
                BackupPhase.COMPLETED,
                false,
                false,
                false,
                "mysql",
                BackupFacts.Stored.STAYS,
                request);
    }

    @ParameterizedTest(name = "deleting {0}, finalizer {1}, policy Delete {2}, generation {3}, Database {4}: {5}")
    @CsvSource({
        "true,  true,  true,  1, CREATED, CreateJob",
        "true,  true,  true,  1, none,    CreateJob",
        "true,  true,  false, 2, CREATED, CreateJob",
        "true,  false, true,  1, CREATED, Nothing",
        "false, true,  true,  1, CREATED, Nothing",
        "false, false, true,  2, CREATED, CreateJob",
        "false, false, true,  2, none,    Nothing",
        "false, false, true,  1, CREATED, Nothing",
        "false, false, false, 2, CREATED, Nothing"
    })
    void whatIsStoredIsRemovedBeforeTheBackupGoes(
            boolean deleting, boolean held, boolean go, long generation, String databasePhase, String expected) {
        var database = "none".equals(databasePhase)
                ? null
                : database(DatabasePhase.valueOf(databasePhase), false, true, 3, null, null, null);
        var decision = BackupRules.decide(stored(deleting, held, go, generation), database, List.of());
        assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void aChangeOfThePolicyIsNotHeldUpByAFailedRun() {
        var first = job(stored(true, true, true, 1));
        assertThat(job(stored(true, true, false, 2))).isNotEqualTo(first);
        assertThat(job(stored(true, true, true, 1))).isEqualTo(first);
    }

    private static String job(BackupFacts backup) {
        return BackupRules.decide(backup, null, List.of()) instanceof Decision.CreateJob job ? job.name() : "";
    }

    private static BackupFacts stored(boolean deleting, boolean held, boolean go, long generation) {
        return new BackupFacts(
                "b",
                "uid",
                "shop",
                "2026-01-01T00:00:00Z",
                BackupPhase.COMPLETED,
                deleting,
                false,
                false,
                "mysql",
                new BackupFacts.Stored(go, held, generation),
                null);
    }

    @Test
    void aJobNeedsADriverThatSomebodyNames() {
        var nameless = backup("b", BackupPhase.STARTING, false, true, null);
        assertThat(BackupRules.decide(nameless, null, List.of()))
                .isInstanceOfSatisfying(
                        Decision.Report.class, r -> assertThat(r.reason()).isEqualTo(OperatorEvents.DRIVER_UNKNOWN));
    }

    @Test
    void aJobOfTheSameDatabaseNameIsWaitedFor() {
        var running = new JobFacts("x", State.UNFINISHED);
        assertThat(BackupRules.decide(backup("b", BackupPhase.STARTING), null, List.of(running)))
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    void theReportNamesTheDatabaseAndTheRemedy() {
        assertThat(BackupRules.decide(backup("b", null), null, List.of()))
                .isInstanceOfSatisfying(
                        Decision.Report.class,
                        report -> assertThat(report.message())
                                .contains("shop", "create the Database", "delete this Backup"));
    }
}
