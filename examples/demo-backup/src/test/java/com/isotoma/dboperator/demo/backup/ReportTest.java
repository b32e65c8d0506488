package com.isotoma.dboperator.demo.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackupStatus;
import com.isotoma.dboperator.demo.v1alpha1.DemoReasons;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-04-20T12:00:00Z"), ZoneOffset.UTC);
    private static final Clock LATER = Clock.offset(NOW, Duration.ofHours(1));
    private static final DatabaseBackupStatus NONE = new DatabaseBackupStatus(null, null, null, null, null);

    private final Map<String, String> complete = Stream.of(RequiredVariable.values())
            .collect(Collectors.toMap(
                    RequiredVariable::key, v -> v == RequiredVariable.ENDPOINT ? "s3.example.com" : "x"));

    @Test
    void aRunThatSucceededSaysSoOfEachCheck() {
        var conditions = conditions(succeeded(), NONE, NOW);

        assertThat(conditions).hasSize(9).allSatisfy(c -> {
            assertThat(c.getStatus()).isEqualTo("True");
            assertThat(c.getObservedGeneration()).isEqualTo(3);
            assertThat(c.getLastTransitionTime()).isEqualTo("2026-04-20T12:00:00Z");
        });
        assertThat(Conditions.find(conditions, "Succeeded"))
                .hasValueSatisfying(c -> assertThat(c.getReason()).isEqualTo("BackupSucceeded"))
                .hasValueSatisfying(c -> assertThat(c.getMessage()).isEqualTo("Database has been archived"));
    }

    @Test
    void allVariablesThatAreMissingAreToldAtOnce() {
        var conditions = conditions(Report.of(new Environment(Map.of())), NONE, NOW);

        assertThat(conditions)
                .extracting(Condition::getType, Condition::getStatus, Condition::getReason)
                .containsExactly(
                        tuple("BackupResourceNameDefined", "False", "BackupResourceNameDefined"),
                        tuple("NamespaceDefined", "False", "NamespaceDefined"),
                        tuple("COSHMACAccessKeyIdDefined", "False", "COSHMACAccessKeyIdDefined"),
                        tuple("COSHMACSecretAccessKeyDefined", "False", "COSHMACSecretAccessKeyDefined"),
                        tuple("COSRegionDefined", "False", "COSRegionDefined"),
                        tuple("COSServiceEndpointDefined", "False", "COSServiceEndpointDefined"),
                        tuple("Succeeded", "False", "BackupResourceNameDefined"));
    }

    @Test
    void aLaterFailureTurnsWhatFailedAndKeepsTheTimeOfTheRest() {
        var first = succeeded().onto(NONE, 3L, NOW);
        var failed = Report.of(new Environment(complete)).failed(DemoReasons.DATA_READ, "the leader does not run");

        var conditions = conditions(failed, first, LATER);

        assertThat(conditions)
                .extracting(Condition::getType)
                .doesNotHaveDuplicates()
                .doesNotContain("DataWritten");
        assertThat(Conditions.find(conditions, "DataRead"))
                .hasValueSatisfying(c -> assertThat(c.getStatus()).isEqualTo("False"))
                .hasValueSatisfying(c -> assertThat(c.getLastTransitionTime()).isEqualTo("2026-04-20T13:00:00Z"));
        assertThat(Conditions.find(conditions, "Succeeded"))
                .hasValueSatisfying(c -> assertThat(c.getReason()).isEqualTo("DataRead"))
                .hasValueSatisfying(c -> assertThat(c.getMessage()).isEqualTo("the leader does not run"));
        assertThat(Conditions.find(conditions, "COSRegionDefined"))
                .hasValueSatisfying(c -> assertThat(c.getLastTransitionTime()).isEqualTo("2026-04-20T12:00:00Z"));
    }

    @Test
    void aDefectIsNoConditionOfItsOwn() {
        var conditions = conditions(Report.of(new Environment(complete)).defect("it failed"), NONE, NOW);

        assertThat(conditions).hasSize(7);
        assertThat(Conditions.find(conditions, "Succeeded"))
                .hasValueSatisfying(c -> assertThat(c.getReason()).isEqualTo("InternalError"));
    }

    @Test
    void whatTheOperatorWroteStays() {
        var theirs = Conditions.with(null, "Scheduled", "True", "Scheduled", "at noon", 2L, NOW);
        var status = new DatabaseBackupStatus(theirs, 2L, "request", "nightly-cronjob", null);

        var next = succeeded().onto(status, 3L, LATER);

        assertThat(next.servedRequest()).isEqualTo("request");
        assertThat(next.cronJob()).isEqualTo("nightly-cronjob");
        assertThat(next.observedGeneration()).isEqualTo(2);
        assertThat(next.conditions()).containsAll(theirs).hasSize(10);
    }

    private Report succeeded() {
        return Report.of(new Environment(complete))
                .passed(DemoReasons.DATA_READ, "read")
                .passed(DemoReasons.DATA_WRITTEN, "written");
    }

    private static List<Condition> conditions(Report report, DatabaseBackupStatus status, Clock clock) {
        var conditions = report.onto(status, 3L, clock).conditions();
        assertThat(conditions).isNotNull();
        return conditions == null ? List.of() : conditions;
    }
}
