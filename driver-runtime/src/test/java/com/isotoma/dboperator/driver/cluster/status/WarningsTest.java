package com.isotoma.dboperator.driver.cluster.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Warning;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What works and is less safe than it could be is a condition for as long as it is so. */
class WarningsTest {
    private static final Warning TLS = new Warning(Reasons.TLS_NOT_VERIFIED, "set sslMode");
    private static final Warning ADMIN = new Warning(Reasons.ADMIN_IS_SUPERUSER, "take another account");

    private final Instant start = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void eachWarningIsAConditionOfItsName() {
        var warned = warned(DatabaseStatus.NONE, start, TLS, ADMIN);

        assertThat(warned.conditions())
                .extracting(Condition::getType, Condition::getStatus, Condition::getMessage)
                .containsExactly(
                        tuple("TlsNotVerified", "True", "set sslMode"),
                        tuple("AdminIsSuperuser", "True", "take another account"));
    }

    @Test
    void theConditionGoesWithTheWarningAndTheOthersStay() {
        var ready = new DatabaseStatusBuilder(
                        database(warned(DatabaseStatus.NONE, start, TLS, ADMIN)), Clock.systemUTC())
                .ready(true, "Created", "ready")
                .build();

        assertThat(warned(ready, start, ADMIN).conditions())
                .extracting(Condition::getType)
                .containsExactlyInAnyOrder("Ready", "AdminIsSuperuser");
    }

    @Test
    void aWarningThatHoldsOnKeepsTheTimeSinceWhenItDoes() {
        var later = warned(warned(DatabaseStatus.NONE, start, TLS), start.plus(Duration.ofDays(1)), TLS);

        assertThat(later.conditions())
                .extracting(Condition::getLastTransitionTime)
                .containsExactly(start.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ready", "Stalled", "Reconciling", "BackupsPossible", "SecretsKept"})
    void noWarningTakesTheNameOfAConditionOfOurs(String reason) {
        assertThatThrownBy(() -> warned(DatabaseStatus.NONE, start, new Warning(reason, "no")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tls", "Tls Not Verified", "TLS-off", "T1"})
    void theReasonOfAWarningIsOneWord(String reason) {
        assertThatThrownBy(() -> new Warning(reason, "no")).isInstanceOf(IllegalArgumentException.class);
    }

    private static DatabaseStatus warned(DatabaseStatus now, Instant at, Warning... warnings) {
        return new DatabaseStatusBuilder(database(now), Clock.fixed(at, ZoneOffset.UTC))
                .warned(List.of(warnings))
                .build();
    }

    private static Database database(DatabaseStatus status) {
        var database = new Database();
        database.setMetadata(new ObjectMetaBuilder().withGeneration(1L).build());
        database.setStatus(status);
        return database;
    }
}
