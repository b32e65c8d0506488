package com.isotoma.dboperator.operator.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.operator.Slices;
import com.isotoma.dboperator.operator.job.Decision.Waits;
import com.isotoma.dboperator.operator.view.FixedView;
import com.isotoma.dboperator.reasons.OperatorEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TurnFlowTest {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private final FixedView view = new FixedView();
    private final Backup backup = view.add(Backup.class, """
            {"apiVersion": "db.isotoma.com/v1alpha1", "kind": "Backup",
             "metadata": {"name": "nightly", "namespace": "shop", "uid": "b", "creationTimestamp": "2026-01-01T00:00:00Z"},
             "spec": {"database": "orders"}}
            """);

    TurnFlowTest() {
        view.add(Database.class, """
                {"apiVersion": "db.isotoma.com/v1alpha1", "kind": "Database",
                 "metadata": {"name": "orders", "namespace": "shop", "uid": "d", "generation": 1},
                 "spec": {"driver": "memory", "connect": {}, "credentials": {"username": {}, "password": {}}}}
                """);
    }

    private Duration look(Slices slices) {
        return slices.turns()
                .run(
                        backup,
                        "orders",
                        null,
                        (database, jobs) ->
                                new Waits(Objects.requireNonNull(database).occupation()));
    }

    private Slices after(int seconds) {
        return new Slices(view, Clock.fixed(CREATED.plusSeconds(seconds), ZoneOffset.UTC));
    }

    @Test
    void aTurnThatComesWithinHalfAMinuteIsNoNews() {
        var slices = after(20);

        assertThat(look(slices)).isEqualTo(Duration.ofSeconds(10));
        assertThat(slices.reports()).isEmpty();
    }

    @Test
    void whatHasWaitedLongerSaysWhatFor() {
        var slices = after(31);

        assertThat(look(slices)).isGreaterThan(Duration.ofMinutes(1));
        assertThat(slices.reports()).singleElement().satisfies(report -> {
            assertThat(report.reason()).isEqualTo(OperatorEvents.WAITING);
            assertThat(report.subject()).isSameAs(backup);
            assertThat(report.note()).contains("Database orders is not Created yet", "by itself");
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatADatabaseIsBusyWithHasWordsInEveryPhase(DatabasePhase phase) {
        assertThat(Samples.database(phase, false).occupation())
                .contains(Samples.database(phase, false).name());
        assertThat(Samples.database(phase, true).occupation()).doesNotContain("null");
    }
}
