package com.isotoma.dboperator.operator.restore;

import static com.isotoma.dboperator.operator.turn.Samples.database;
import static com.isotoma.dboperator.operator.turn.Samples.restore;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.operator.job.Decision;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.job.JobFacts.State;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import com.isotoma.dboperator.operator.turn.Samples;
import com.isotoma.dboperator.reasons.OperatorEvents;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreRulesTest {
    @ParameterizedTest(name = "Restore {0}, deleting {1}, finalizer {2}, Database {3}, active {4}: {5}")
    @CsvSource({
        // phase,    deleting, held,  Database,           active, expected
        ",           false,    false, none,               ,       Report",
        ",           false,    false, CREATED,            ,       Waits",
        ",           false,    false, CREATING,           ,       Waits",
        ",           true,     false, none,               ,       Nothing",
        ",           true,     true,  none,               ,       CreateJob",
        "STARTING,   false,    true,  none,               ,       CreateJob",
        "REPLACING,  false,    true,  none,               ,       CreateJob",
        "REPLACING,  false,    true,  CREATED,            ,       CreateJob",
        "REPLACING,  false,    true,  CREATED,            r,      Nothing",
        "RESTORING,  false,    true,  CREATED,            other,  Nothing",
        "RESTORING,  false,    true,  BACKUP_IN_PROGRESS, ,       Nothing",
        "RESTORING,  true,     true,  CREATED,            r,      Nothing",
        "RESTORING,  true,     true,  CREATED,            other,  CreateJob",
        "BACKING_UP, true,     true,  none,               ,       CreateJob",
        "COMPLETED,  false,    false, none,               ,       Nothing",
        "FAILED,     false,    true,  CREATED,            ,       Nothing",
        "FAILED,     false,    true,  CREATED,            r,      Nothing",
        "COMPLETED,  true,     true,  CREATED,            ,       CreateJob",
        "FAILED,     true,     false, CREATED,            ,       Nothing"
    })
    void eachRestoreThatItsDatabaseLeavesAloneIsSeenTo(
            @Nullable RestorePhase phase,
            boolean deleting,
            boolean held,
            String databasePhase,
            @Nullable String active,
            String expected) {
        var database = "none".equals(databasePhase) ? null : of(DatabasePhase.valueOf(databasePhase), active);
        var decision = RestoreRules.decide(restore("r", phase, deleting, held, "mysql"), database, List.of());
        assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
        if (decision instanceof Decision.CreateJob job) {
            assertThat(job.operation()).isEqualTo(Operation.RESTORE);
            assertThat(job.subject().name()).isEqualTo("r");
        }
    }

    private static DatabaseFacts of(DatabasePhase phase, @Nullable String active) {
        return active == null ? database(phase, false) : Samples.restoring(phase, false, Samples.GENERATION, active);
    }

    @Test
    void aJobNeedsADriverThatSomebodyNames() {
        var nameless = restore("r", RestorePhase.STARTING, false, true, null);
        assertThat(RestoreRules.decide(nameless, null, List.of()))
                .isInstanceOfSatisfying(
                        Decision.Report.class, r -> assertThat(r.reason()).isEqualTo(OperatorEvents.DRIVER_UNKNOWN));
    }

    @Test
    void aJobOfTheSameDatabaseNameIsWaitedFor() {
        var running = new JobFacts("x", State.UNFINISHED);
        assertThat(RestoreRules.decide(restore("r", RestorePhase.STARTING), null, List.of(running)))
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    void theReportNamesTheDatabaseAndTheRemedy() {
        assertThat(RestoreRules.decide(restore("r", null), null, List.of()))
                .isInstanceOfSatisfying(
                        Decision.Report.class,
                        report -> assertThat(report.message())
                                .contains("shop", "create the Database", "delete this Restore"));
    }
}
