package com.isotoma.dboperator.operator.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a Database is compared with what it should be. */
class DriftRulesTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final String CREATED = "phase: Created, observedGeneration: 1";

    @Test
    void itIsDueOnceInEachInterval() {
        var never = facts("u", CREATED);
        var moment = NOW.plus(DriftRules.wait(never, DAY, NOW));
        var yesterday = facts("u", CREATED + drift(moment.minus(DAY).plusSeconds(60)));
        var today = facts("u", CREATED + drift(moment.plusSeconds(60)));

        assertThat(due(yesterday, moment.minusSeconds(1))).isEmpty();
        assertThat(due(yesterday, moment)).isPresent();
        assertThat(due(yesterday, moment.plus(Duration.ofHours(20))))
                .as("the operator was away")
                .isEqualTo(due(yesterday, moment));
        assertThat(due(today, moment.plus(Duration.ofHours(20)))).isEmpty();
        assertThat(due(today, moment.plus(DAY))).isPresent().isNotEqualTo(due(yesterday, moment));
    }

    @Test
    void oneThatWasNeverComparedWaitsForItsMoment() {
        var never = facts("u", CREATED);
        var moment = NOW.plus(DriftRules.wait(never, DAY, NOW));

        assertThat(due(never, moment.minusSeconds(1))).isEmpty();
        assertThat(due(never, moment)).isPresent();
        assertThat(due(never, moment.plusSeconds(599))).isPresent();
        assertThat(due(never, moment.plusSeconds(600))).isEmpty();
    }

    @Test
    void thoseOfAServerAreSpreadOverTheInterval() {
        var atOnce = IntStream.range(0, 1000)
                .mapToObj(i -> facts(
                        UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8)})
                                .toString(),
                        CREATED))
                .collect(Collectors.groupingBy(
                        facts -> DriftRules.wait(facts, DAY, NOW).toHours(), Collectors.counting()));

        assertThat(atOnce).hasSize(24);
        assertThat(atOnce.values()).allMatch(count -> count < 80);
        assertThat(IntStream.range(0, 1000)
                        .filter(i -> due(facts("uid-" + i, CREATED), NOW).isPresent())
                        .count())
                .as("at an upgrade")
                .isLessThan(40);
    }

    @Test
    void aClockThatWasFarAheadHoldsItUpNoLongerThanOneNeverCompared() {
        var ahead = facts("u", CREATED + drift(NOW.plus(Duration.ofDays(300))));

        assertThat(due(ahead, NOW.plus(DriftRules.wait(ahead, DAY, NOW)))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phase: Creating",
                "phase: Created, observedGeneration: 0",
                "phase: BackupInProgress, observedGeneration: 1",
                "phase: Created, observedGeneration: 1, activeRestore: back",
            })
    void itIsNotWhileAnythingElseIsToBeDone(String status) {
        var facts = facts("u", status);
        var moment = NOW.plus(DriftRules.wait(facts, DAY, NOW));

        assertThat(due(facts, moment)).isEmpty();
    }

    private static Optional<CreateJob> due(DatabaseFacts facts, Instant now) {
        return DriftRules.due(facts, DAY, now);
    }

    private static String drift(Instant checked) {
        return ", drift: {lastCheckTime: '" + checked + "'}";
    }

    private static DatabaseFacts facts(String uid, String status) {
        return DatabaseFacts.of(Serialization.unmarshal("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: Database
                metadata:
                  namespace: team
                  name: orders
                  uid: %s
                  generation: 1
                  finalizers: [db.isotoma.com/database]
                  annotations: {db.isotoma.com/used-secrets: ''}
                spec: {server: main}
                status: {%s}
                """.formatted(uid, status), Database.class));
    }
}
