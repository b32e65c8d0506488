package com.isotoma.dboperator.operator.database;

import static com.isotoma.dboperator.crds.v1alpha1.DatabasePhase.BACKUP_IN_PROGRESS;
import static com.isotoma.dboperator.crds.v1alpha1.DatabasePhase.BACKUP_REQUESTED;
import static com.isotoma.dboperator.crds.v1alpha1.DatabasePhase.CREATED;
import static com.isotoma.dboperator.operator.turn.Samples.backup;
import static com.isotoma.dboperator.operator.turn.Samples.database;
import static com.isotoma.dboperator.operator.turn.Samples.restore;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.operator.backup.BackupFacts;
import com.isotoma.dboperator.operator.job.Decision;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.Decision.Nothing;
import com.isotoma.dboperator.operator.job.Decision.Wait;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.job.JobFacts.State;
import com.isotoma.dboperator.operator.restore.RestoreFacts;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import com.isotoma.dboperator.operator.turn.Samples;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseRulesTest {
    private static final long OLD = Samples.GENERATION - 1;

    @ParameterizedTest(name = "{0}, deleting {1}: {2}")
    @CsvSource({
        ",                               false, create",
        ",                               true,  drop",
        "CREATING,                       false, create",
        "CREATING,                       true,  drop",
        "CREATED,                        false, ",
        "CREATED,                        true,  drop",
        "BACKUP_REQUESTED,               false, backup",
        "BACKUP_REQUESTED,               true,  backup",
        "BACKUP_IN_PROGRESS,             false, backup",
        "BACKUP_IN_PROGRESS,             true,  backup",
        "BACKUP_COMPLETED,               false, backup",
        "BACKUP_COMPLETED,               true,  backup",
        "BACKUP_BEFORE_DELETE_REQUESTED, true,  drop",
        "BACKUP_BEFORE_DELETE_IN_PROGRESS,true, drop",
        "BACKUP_BEFORE_DELETE_COMPLETED, true,  drop",
        "DELETION_REQUESTED,             true,  drop",
        "DELETION_IN_PROGRESS,           true,  drop",
        "DELETED,                        true,  drop",
        "BACKUP_BEFORE_DELETE_REQUESTED, false, drop",
        "BACKUP_BEFORE_DELETE_IN_PROGRESS,false,drop",
        "BACKUP_BEFORE_DELETE_COMPLETED, false, drop",
        "DELETION_REQUESTED,             false, drop",
        "DELETION_IN_PROGRESS,           false, drop",
        "DELETED,                        false, drop"
    })
    void eachPhaseHasItsJob(@Nullable DatabasePhase phase, boolean deleting, @Nullable String operation) {
        var decision = decide(database(phase, deleting));
        if (operation == null) {
            assertThat(decision).isInstanceOf(Nothing.class);
        } else {
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            CreateJob.class,
                            job -> assertThat(job.operation().word()).isEqualTo(operation));
        }
    }

    @Test
    void aSpecThatWasNotServedIsCreatedAgain() {
        assertThat(operation(database(CREATED, false, true, OLD, null, null, null)))
                .isEqualTo(Operation.CREATE);
    }

    @Test
    void aRefreshIsServedOnce() {
        assertThat(operation(database(CREATED, false, true, Samples.GENERATION, null, "b", "a")))
                .isEqualTo(Operation.CREATE);
        assertThat(decide(database(CREATED, false, true, Samples.GENERATION, null, "b", "b")))
                .isInstanceOf(Nothing.class);
        assertThat(decide(database(CREATED, false, true, Samples.GENERATION, null, null, "b")))
                .isInstanceOf(Nothing.class);
    }

    @Test
    void whatAnotherToolTookFromTheMetadataIsPutOnAgainByARunOfItsOwnName() {
        var created = database(CREATED, false);
        var taken = new DatabaseFacts(
                created.name(),
                created.uid(),
                created.generation(),
                false,
                false,
                created.status(),
                null,
                OneTimeWords.NONE,
                null,
                false);
        var decision = Decisions.decide(taken, List.of(), List.of(), List.of());
        assertThat(decision).isInstanceOfSatisfying(CreateJob.class, job -> {
            assertThat(job.operation()).isEqualTo(Operation.CREATE);
            assertThat(job.name()).isNotEqualTo(DatabaseRules.create(created).name());
        });
        var deleting = new DatabaseFacts(
                created.name(),
                created.uid(),
                created.generation(),
                true,
                false,
                created.status(),
                null,
                OneTimeWords.NONE,
                null,
                false);
        assertThat(Decisions.decide(deleting, List.of(), List.of(), List.of())).isInstanceOf(Nothing.class);
    }

    @Test
    void aDatabaseThatTheDriversHaveLetGoOfIsLeftAlone() {
        for (var phase : DatabasePhase.values()) {
            assertThat(decide(database(phase, true, false, OLD, null, null, null)))
                    .as("%s", phase)
                    .isInstanceOf(Nothing.class);
        }
        assertThat(decide(database(null, true, false, OLD, null, null, null))).isInstanceOf(Nothing.class);
    }

    @Test
    void theOldestWaitingBackupComesFirstAndTheNameDecidesBetweenEqualOnes() {
        var older = new BackupFacts("z", "1", "shop", "2026-01-01T00:00:00Z", null, false, false, false, null);
        var equal = new BackupFacts("a", "2", "shop", "2026-01-01T00:00:01Z", null, false, false, false, null);
        var other = new BackupFacts("b", "3", "shop", "2026-01-01T00:00:01Z", null, false, false, false, null);
        var gone = new BackupFacts("0", "4", "shop", "2025-01-01T00:00:00Z", null, true, true, false, null);
        var database = database(CREATED, false);
        assertThat(backupOf(database, List.of(other, equal, older, gone))).isEqualTo("z");
        assertThat(backupOf(database, List.of(other, equal))).isEqualTo("a");
        assertThat(decide(database, List.of(gone), List.of())).isInstanceOf(Nothing.class);
        var early = new BackupFacts("e", "5", "shop", "2025-01-01T00:00:00Z", null, false, false, true, null);
        assertThat(backupOf(database, List.of(early, older))).isEqualTo("z");
        assertThat(decide(database, List.of(early), List.of())).isInstanceOf(Nothing.class);
        assertThat(decide(database, List.of(backup("done", BackupPhase.COMPLETED)), List.of()))
                .isInstanceOf(Nothing.class);
    }

    @Test
    void aWaitingBackupNeedsADatabaseThatIsCreatedAndStays() {
        var waiting = List.of(backup("b", null));
        assertThat(((CreateJob) decide(database(null, false), waiting, List.of())).operation())
                .isEqualTo(Operation.CREATE);
        assertThat(((CreateJob) decide(database(CREATED, true), waiting, List.of())).operation())
                .isEqualTo(Operation.DROP);
    }

    @Test
    void aSpecThatCannotBeServedDoesNotCostBackups() {
        var database = database(CREATED, false, true, OLD, null, null, null);
        var create = (CreateJob) decide(database);
        var failed = new JobFacts(create.name(), State.FAILED);
        assertThat(decide(database, List.of(backup("b", null)), List.of(failed)))
                .isInstanceOfSatisfying(
                        CreateJob.class,
                        job -> assertThat(Decisions.backup(job)).isEqualTo("b"));
        assertThat(decide(database, List.of(), List.of(failed))).isInstanceOf(Wait.class);
    }

    @Test
    void theActiveBackupKeepsItsJobThroughAllItsPhases() {
        var before = new JobName(database(CREATED, false), backup("b", null)).name();
        for (var phase : List.of(BACKUP_REQUESTED, BACKUP_IN_PROGRESS, DatabasePhase.BACKUP_COMPLETED)) {
            var active = database(phase, false, true, Samples.GENERATION, "b", null, null);
            assertThat(new JobName(active, backup("b", BackupPhase.BACKING_UP)).name())
                    .isEqualTo(before);
        }
    }

    @Test
    void anActiveBackupThatIsGoneIsStillNamedToTheRun() {
        var active = database(BACKUP_IN_PROGRESS, false, true, Samples.GENERATION, "lost", null, null);
        assertThat(decide(active))
                .isInstanceOfSatisfying(
                        CreateJob.class,
                        job -> assertThat(Decisions.backup(job)).isEqualTo("lost"));
    }

    @Test
    void theOldestOfBackupsAndRestoresComesFirstAndTheBackupOfOneSecond() {
        var restore = new RestoreFacts("a", "1", "shop", "2026-01-01T00:00:01Z", null, false, false, null);
        var older = new BackupFacts("z", "2", "shop", "2026-01-01T00:00:00Z", null, false, false, false, null);
        var equal = new BackupFacts("z", "3", "shop", "2026-01-01T00:00:01Z", null, false, false, false, null);
        var newer = new BackupFacts("z", "4", "shop", "2026-01-01T00:00:02Z", null, false, false, false, null);
        for (var first : List.of(older, equal)) {
            assertThat(restoreOf(database(CREATED, false), List.of(first), List.of(restore)))
                    .isNull();
        }
        assertThat(restoreOf(database(CREATED, false), List.of(newer), List.of(restore)))
                .isEqualTo("a");
    }

    @Test
    void theActiveRestoreComesBeforeEverythingButADeletion() {
        var restores = List.of(restore("r", RestorePhase.REPLACING), restore("other", null));
        for (var observed : List.of(OLD, Samples.GENERATION)) {
            var database = Samples.restoring(CREATED, false, observed, "r");
            assertThat(restoreOf(database, List.of(backup("b", null)), restores))
                    .isEqualTo("r");
        }
        var deleting = Samples.restoring(CREATED, true, Samples.GENERATION, "r");
        assertThat(((CreateJob) Decisions.decide(deleting, List.of(), restores, List.of())).operation())
                .isEqualTo(Operation.DROP);
    }

    @Test
    void anActiveRestoreKeepsItsJobAndOneThatIsGoneIsStillNamedToTheRun() {
        var waiting = Decisions.decide(database(CREATED, false), List.of(), List.of(restore("r", null)), List.of());
        var database = Samples.restoring(CREATED, false, Samples.GENERATION, "r");
        assertThat(Decisions.decide(database, List.of(), List.of(restore("r", RestorePhase.RESTORING)), List.of()))
                .isEqualTo(waiting);
        assertThat(restoreOf(database, List.of(), List.of())).isEqualTo("r");
    }

    private static @Nullable String restoreOf(
            DatabaseFacts database, List<BackupFacts> backups, List<RestoreFacts> restores) {
        return Decisions.restore((CreateJob) Decisions.decide(database, backups, restores, List.of()));
    }

    @Test
    void aBackupRequestedByHandNamesNone() {
        assertThat(decide(database(BACKUP_REQUESTED, false))).isInstanceOfSatisfying(CreateJob.class, job -> {
            assertThat(job.operation()).isEqualTo(Operation.BACKUP);
            assertThat(Decisions.backup(job)).isNull();
        });
    }

    @Test
    void anyUnfinishedJobOfTheDatabaseIsWaitedFor() {
        var running = new JobFacts("another", State.UNFINISHED);
        assertThat(decide(database(CREATED, true), List.of(), List.of(running)))
                .isEqualTo(new Wait("Job another has not ended"));
    }

    @Test
    void aFinishedJobBlocksOnlyItsOwnRepetition() {
        var drop = (CreateJob) decide(database(CREATED, true));
        var failed = new JobFacts(drop.name(), State.FAILED);
        var other = new JobFacts("another", State.SUCCEEDED);
        assertThat(decide(database(CREATED, true), List.of(), List.of(failed))).isInstanceOf(Wait.class);
        assertThat(decide(database(CREATED, true), List.of(), List.of(other))).isEqualTo(drop);
    }

    @Test
    void everyEpisodeHasAJobOfItsOwn() {
        var names = List.of(
                name(database(null, false)),
                name(database(null, true)),
                name(database(CREATED, false, true, OLD, null, "a", null)),
                name(database(CREATED, false, true, OLD, null, "b", null)),
                name(database(BACKUP_REQUESTED, false)),
                name(database(BACKUP_REQUESTED, false, true, OLD, "b", null, null)));
        assertThat(names).doesNotHaveDuplicates();
    }

    private record JobName(DatabaseFacts database, BackupFacts backup) {
        String name() {
            return ((CreateJob) decide(database, List.of(backup), List.of())).name();
        }
    }

    private static String name(DatabaseFacts database) {
        return ((CreateJob) decide(database)).name();
    }

    private static @Nullable String backupOf(DatabaseFacts database, List<BackupFacts> backups) {
        return Decisions.backup((CreateJob) decide(database, backups, List.of()));
    }

    private static Operation operation(DatabaseFacts database) {
        return ((CreateJob) decide(database)).operation();
    }

    private static Decision decide(DatabaseFacts database) {
        return decide(database, List.of(), List.of());
    }

    private static Decision decide(DatabaseFacts database, List<BackupFacts> backups, List<JobFacts> jobs) {
        return Decisions.decide(database, backups, List.of(), jobs);
    }
}
