package com.isotoma.dboperator.driver.verify;

import static com.isotoma.dboperator.driver.stage.RestoreStage.PRESENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.Verification;
import com.isotoma.dboperator.crds.v1alpha1.VerificationResult;
import com.isotoma.dboperator.crds.v1alpha1.Verifying;
import com.isotoma.dboperator.driver.database.DatabaseCheckpoints;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.stage.Killed;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class VerifyOperationIT {
    private final RestoreStage stage = new RestoreStage();

    VerifyOperationIT() throws Exception {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aGoodBackupIsRestoredBesideAndCounted() throws Exception {
        ask("monday");
        verify();

        var verification = verification();
        assertThat(verification.request()).isEqualTo("monday");
        assertThat(verification.result()).isEqualTo(VerificationResult.PASSED);
        assertThat(verification.rows()).isEqualTo(3);
        assertThat(verification.startedAt()).isNotNull();
        assertThat(verification.completedAt()).isNotNull();
        assertVerified("True", "Restorable");
        stage.assertSettled(PRESENT);
    }

    @Test
    void eachRequestIsServedOnceAndOnlyWhenThereIsOne() throws Exception {
        verify();
        assertThat(stage.run.backup("nightly").status().verification()).isNull();

        edit(backup -> {
            backup.setSpec(new BackupSpec(backup.getSpec().database(), null, null, true, null, null));
            return backup;
        });
        verify();
        var first = verification();
        assertThat(first.request()).isEqualTo("spec");
        verify();
        assertThat(verification()).isEqualTo(first);

        ask("again");
        verify();
        assertThat(verification().request()).isEqualTo("again");
    }

    @Test
    void anObjectAlteredByOneByteIsFound() throws Exception {
        var content = stage.run.s3.content(stage.key("nightly"));
        content[content.length / 2] ^= 1;
        stage.run.s3.put(stage.key("nightly"), content);
        ask("monday");
        verify();

        assertThat(verification().result()).isEqualTo(VerificationResult.FAILED);
        assertThat(verification().message()).contains("damaged");
        assertVerified("False", Reasons.BACKUP_DAMAGED);
        stage.assertSettled(PRESENT);
    }

    @Test
    void anObjectThatIsGoneIsFound() throws Exception {
        stage.run.s3.remove(stage.key("nightly"));
        ask("monday");
        verify();

        assertThat(verification().result()).isEqualTo(VerificationResult.FAILED);
        stage.assertSettled(PRESENT);
    }

    @Test
    void aServerThatDoesNotAnswerSaysNothingOfTheBackup() throws Exception {
        ask("monday");
        stage.driver.fail(DriverException.unavailable(Reasons.SERVER_UNREACHABLE, "the server is away", null));

        assertThatThrownBy(this::verify).hasMessageContaining("the server is away");

        assertThat(stage.run.backup("nightly").status().verification()).isNull();
        assertThat(verifying().attempts()).isEqualTo(1);
        assertVerified("Unknown", "Verifying", "Attempt 1 of 4: the server is away");
        stage.driver.fail(null);
        verify();
        assertThat(verification().result()).isEqualTo(VerificationResult.PASSED);
        assertThat(stage.run.backup("nightly").status().verifying()).isNull();
    }

    @Test
    void aVerificationEndsAfterFourAttemptsAndANewRequestBeginsAnew() throws Exception {
        ask("monday");
        stage.driver.fail(DriverException.unavailable(Reasons.SERVER_UNREACHABLE, "the server is away", null));
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThatThrownBy(this::verify).hasMessageContaining("the server is away");
        }

        assertThat(verifying().message()).isEqualTo("the server is away");
        assertThatThrownBy(() -> stage.run.verify("nightly", stage.driver, Killed.at(VerifyCheckpoints.ATTEMPT_BEGUN)))
                .isInstanceOf(Killed.class);
        assertVerified("Unknown", "Verifying", "Attempt 4 is under way", "the server is away");

        verify();

        assertThat(verification().request()).isEqualTo("monday");
        assertThat(verification().result()).isEqualTo(VerificationResult.UNDECIDED);
        assertVerified("Unknown", "NotVerified", "4 attempts did not end", "the server is away");
        assertThat(stage.run.backup("nightly").verificationDue()).isEmpty();
        assertThat(stage.run.events("nightly")).contains("NotVerified");

        stage.driver.fail(null);
        ask("tuesday");
        verify();
        assertThat(verification().result()).isEqualTo(VerificationResult.PASSED);
        stage.assertSettled(PRESENT);
    }

    @Test
    void runsThatAreKilledCountAsAttempts() throws Exception {
        ask("monday");
        for (int attempt = 1; attempt <= 4; attempt++) {
            assertThatThrownBy(
                            () -> stage.run.verify("nightly", stage.driver, Killed.at(DatabaseCheckpoints.SIDE_MADE)))
                    .isInstanceOf(Killed.class);
            assertThat(verifying().attempts()).isEqualTo(attempt);
        }

        verify();

        assertThat(verification().result()).isEqualTo(VerificationResult.UNDECIDED);
        assertVerified("Unknown", "NotVerified", "4 attempts did not end");
    }

    @Test
    void anotherServerThanTheDatabasesEndsItAtOnce() throws Exception {
        ask("monday");
        stage.driver.become(new ServerInfo("Memory 1", "second-server"));

        verify();

        assertThat(verification().result()).isEqualTo(VerificationResult.UNDECIDED);
        assertVerified("Unknown", "ServerChanged", "second-server");
        assertThat(stage.run.backup("nightly").verificationDue()).isEmpty();
    }

    @Test
    void aMistakeOfTheUserEndsItAtOnce() throws Exception {
        ask("monday");
        stage.driver.fail(DriverException.user(Reasons.PERMISSION_DENIED, "the admin may not create databases"));

        verify();

        assertThat(verification().result()).isEqualTo(VerificationResult.FAILED);
        assertVerified("False", Reasons.PERMISSION_DENIED, "may not create databases");
        assertThat(stage.run.backup("nightly").verificationDue()).isEmpty();
        stage.assertSettled(PRESENT);
    }

    @Test
    void aRunThatIsKilledAnywhereIsMadeUpForByTheNext() throws Exception {
        int killed = 0;
        while (stage.run.backup("nightly").status().verification() == null) {
            ask("killed " + killed);
            try {
                stage.run.verify("nightly", stage.driver, Killed.at(killed + 1));
            } catch (Killed e) {
                killed++;
            }
        }
        assertThat(killed).isGreaterThan(2);
        // One that was killed after its last step has nothing left to do.
        verify();
        assertThat(verification().result()).isEqualTo(VerificationResult.PASSED);
        stage.assertSettled(PRESENT);
    }

    private void verify() throws Exception {
        stage.run.verify("nightly", stage.driver, RestoreStage.GO_ON);
    }

    private void ask(String request) {
        edit(backup -> {
            backup.getMetadata().setAnnotations(Map.of(ApiGroup.VERIFY_ANNOTATION, request));
            return backup;
        });
    }

    private void edit(UnaryOperator<Backup> change) {
        var unused = stage.run
                .client
                .resources(Backup.class)
                .inNamespace(stage.run.database().namespace())
                .withName("nightly")
                .edit(change);
    }

    private Verification verification() {
        return Objects.requireNonNull(stage.run.backup("nightly").status().verification());
    }

    private Verifying verifying() {
        return Objects.requireNonNull(stage.run.backup("nightly").status().verifying());
    }

    private void assertVerified(String status, String reason, String... message) {
        assertThat(stage.run.backup("nightly").status().conditions())
                .filteredOn(c -> c.getType().equals(BackupStatus.VERIFIED))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.getStatus()).isEqualTo(status);
                    assertThat(c.getReason()).isEqualTo(reason);
                    assertThat(List.of(message))
                            .allSatisfy(part -> assertThat(c.getMessage()).contains(part));
                });
    }
}
