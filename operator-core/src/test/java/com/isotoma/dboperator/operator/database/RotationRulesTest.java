package com.isotoma.dboperator.operator.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.isotoma.dboperator.operator.job.Decision;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import com.isotoma.dboperator.operator.turn.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RotationRulesTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final String PAST = "2026-06-01T11:59:59Z";
    private static final String FUTURE = "2026-06-01T12:05:00Z";

    @Test
    void nothingIsDueWhereNothingWasAskedFor() {
        assertThat(wait(RotationStatus.NONE, null)).isEmpty();
        assertThat(wait(RotationStatus.NONE, " ")).isEmpty();
        assertThat(wait(status(null, null, null, "served"), "served")).isEmpty();
        assertThat(wait(status(null, null, null, "served"), null)).isEmpty();
    }

    @Test
    void aNewWordIsDueAtOnceAndOnce() {
        assertThat(job(RotationStatus.NONE, "one")).isPresent();
        assertThat(job(status(null, null, null, "one"), "two")).isPresent();
        assertThat(job(status(null, null, null, "one"), "one")).isEmpty();
    }

    @Test
    void theNextOneIsDueAtItsTime() {
        assertThat(wait(status(FUTURE, null, null, null), null)).contains(Duration.ofMinutes(5));
        assertThat(job(status(FUTURE, null, null, null), null)).isEmpty();
        assertThat(job(status(PAST, null, null, null), null)).isPresent();
        assertThat(job(status("not a time", null, null, null), null)).isPresent();
    }

    @Test
    void theOverlapEndsBeforeAnotherOneBegins() {
        assertThat(wait(status(PAST, FUTURE, null, null), "new")).contains(Duration.ofMinutes(5));
        assertThat(job(status(PAST, PAST, null, null), "new")).isPresent();
    }

    @Test
    void oneThatWasCutOffGoesOnAtOnce() {
        assertThat(job(status(FUTURE, null, "begun", "one"), "one")).isPresent();
    }

    @Test
    void eachStepHasAJobOfItsOwnName() {
        var names = List.of(
                job(RotationStatus.NONE, "one"),
                job(RotationStatus.NONE, "two"),
                job(status(null, PAST, null, "one"), "one"),
                job(status(PAST, null, null, "one"), "one"),
                job(status(null, null, "begun", "one"), "one"));
        assertThat(names).allMatch(Optional::isPresent).doesNotHaveDuplicates();
        assertThat(names)
                .allSatisfy(j -> assertThat(j.orElseThrow().operation()).isEqualTo(Operation.ROTATE));
    }

    @ParameterizedTest
    @EnumSource(value = DatabasePhase.class, mode = EnumSource.Mode.EXCLUDE, names = "CREATED")
    void onlyWhatIsCreatedIsRotated(DatabasePhase phase) {
        assertThat(RotationRules.wait(facts(phase, false, RotationStatus.NONE, "new"), NOW))
                .isEmpty();
    }

    @Test
    void whatIsBeingDeletedIsNotRotated() {
        assertThat(RotationRules.wait(facts(DatabasePhase.CREATED, true, RotationStatus.NONE, "new"), NOW))
                .isEmpty();
    }

    @Test
    void aRotationGoesBeforeABackupThatWaitsAndStaysBehindWhileItBacksOff() {
        var facts = facts(DatabasePhase.CREATED, false, RotationStatus.NONE, "new");
        var backups = List.of(Samples.backup("nightly", (BackupPhase) null));
        assertThat(operation(Decisions.decide(facts, backups, List.of(), List.of())))
                .isEqualTo(Operation.ROTATE);
        var failed = new JobFacts(
                RotationRules.due(facts, Instant.EPOCH).orElseThrow().name(), JobFacts.State.FAILED);
        assertThat(operation(Decisions.decide(facts, backups, List.of(), List.of(failed))))
                .isEqualTo(Operation.BACKUP);
    }

    private static Operation operation(Decision decision) {
        return ((CreateJob) decision).operation();
    }

    private static Optional<Duration> wait(RotationStatus status, @Nullable String word) {
        return RotationRules.wait(facts(DatabasePhase.CREATED, false, status, word), NOW);
    }

    private static Optional<CreateJob> job(RotationStatus status, @Nullable String word) {
        return RotationRules.due(facts(DatabasePhase.CREATED, false, status, word), NOW);
    }

    private static RotationStatus status(
            @Nullable String next, @Nullable String retireAt, @Nullable String begun, @Nullable String served) {
        return new RotationStatus(null, next, retireAt, null, null, begun, served);
    }

    private static DatabaseFacts facts(
            DatabasePhase phase, boolean deleting, RotationStatus rotation, @Nullable String word) {
        var status = new DatabaseStatus(
                phase,
                null,
                Samples.GENERATION,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                rotation,
                null,
                null,
                null);
        return new DatabaseFacts(
                "shop", "uid", Samples.GENERATION, deleting, true, status, null, OneTimeWords.NONE, word, true);
    }
}
