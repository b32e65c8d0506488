package com.isotoma.dboperator.operator.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.operator.job.Decision;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.Decision.Nothing;
import com.isotoma.dboperator.operator.job.Decision.Wait;
import com.isotoma.dboperator.operator.job.JobFacts;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds of the machine whatever happens, in whatever order. */
class MachinePropertiesTest {
    private static final int LONG_ENOUGH = 2000;

    /** Something that happens to a Database, by anybody's hand. */
    enum Happening {
        OPERATOR,
        DRIVER,
        FAILURE,
        REMOVAL,
        TIME_TO_LIVE,
        BACKUP,
        RESTORE,
        LOSS,
        SPEC,
        DELETION;

        void to(Simulation world) {
            switch (this) {
                case OPERATOR -> world.operatorRuns();
                case DRIVER -> world.driverSteps();
                case FAILURE -> world.jobFails();
                case REMOVAL -> world.jobsAreRemoved();
                case TIME_TO_LIVE -> world.finishedJobsAreRemoved();
                case BACKUP -> world.requestBackup();
                case RESTORE -> world.requestRestore();
                case LOSS -> world.loseRestores();
                case SPEC -> world.changeSpec();
                case DELETION -> world.requestDeletion();
            }
        }
    }

    @Property(tries = 2000)
    void neverTwoLiveJobsAndAlwaysAReason(
            @ForAll("phases") @Nullable DatabasePhase phase, @ForAll("histories") List<Happening> history) {
        var world = new Simulation(phase, false);
        for (var happening : history) {
            happening.to(world);
            if (world.gone()) {
                return;
            }
            assertThat(world.jobs().stream().filter(JobFacts::unfinished))
                    .as("live Jobs after %s of %s", happening, history)
                    .hasSizeLessThanOrEqualTo(1);
            switch (world.decide()) {
                case CreateJob job -> {
                    assertThat(job.name()).hasSizeLessThanOrEqualTo(63);
                    if (world.activeRestore() != null && !world.database().deleting()) {
                        assertThat(Decisions.restore(job))
                                .as("what else may run in %s", world.database())
                                .isEqualTo(world.activeRestore());
                    }
                }
                case Wait wait -> assertThat(wait.reason()).contains("Job ");
                case Nothing nothing ->
                    assertThat(world.settled() || !world.database().held())
                            .as("idle in %s because %s", world.database(), nothing.reason())
                            .isTrue();
                case Decision.Waits waits -> throw new AssertionError("a Database waits for no turn: " + waits);
                case Decision.Report report -> throw new AssertionError("no rule for Databases reports: " + report);
            }
        }
    }

    @Property(tries = 2000)
    void whateverHappenedADriverThatWorksReachesCreatedOrTheEnd(
            @ForAll("phases") @Nullable DatabasePhase phase, @ForAll("histories") List<Happening> history) {
        var world = new Simulation(phase, false);
        history.forEach(happening -> happening.to(world));
        if (deletionHasBegun(world)) {
            world.requestDeletion();
        }
        for (int i = 0; i < LONG_ENOUGH && !world.settled(); i++) {
            world.operatorRuns();
            world.driverSteps();
            world.finishedJobsAreRemoved();
        }
        assertThat(world.settled()).as("where it ended: %s", world.database()).isTrue();
    }

    @Property
    void theSameFactsGiveTheSameJob(
            @ForAll("phases") @Nullable DatabasePhase phase, @ForAll("histories") List<Happening> history) {
        var world = new Simulation(phase, false);
        history.forEach(happening -> happening.to(world));
        assertThat(world.decide()).isEqualTo(world.decide());
    }

    /** Those phases are reached by a deletion only. */
    private static boolean deletionHasBegun(Simulation world) {
        var phase = world.database().status().phase();
        return phase != null
                && switch (phase) {
                    case CREATING, CREATED, BACKUP_REQUESTED, BACKUP_IN_PROGRESS, BACKUP_COMPLETED -> false;
                    case BACKUP_BEFORE_DELETE_REQUESTED,
                            BACKUP_BEFORE_DELETE_IN_PROGRESS,
                            BACKUP_BEFORE_DELETE_COMPLETED,
                            DELETION_REQUESTED,
                            DELETION_IN_PROGRESS,
                            DELETED -> true;
                };
    }

    @Provide
    Arbitrary<DatabasePhase> phases() {
        return Arbitraries.of(DatabasePhase.class).injectNull(0.2);
    }

    @Provide
    Arbitrary<List<Happening>> histories() {
        var often = Arbitraries.of(Happening.OPERATOR, Happening.DRIVER);
        var any = Arbitraries.of(Happening.class);
        return Arbitraries.oneOf(often, any).list().ofMaxSize(60);
    }
}
