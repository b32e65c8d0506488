package com.isotoma.dboperator.driver.database;

import static com.isotoma.dboperator.driver.stage.IdentityStage.FIRST;
import static com.isotoma.dboperator.driver.stage.IdentityStage.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.DeletionPolicy;
import com.isotoma.dboperator.crds.v1alpha1.VerificationResult;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.stage.IdentityStage;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.stage.StoringDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A Database whose server is not the one that it was made on. */
@Execution(ExecutionMode.CONCURRENT)
class ServerChangedIT {
    private final IdentityStage stage = new IdentityStage();
    private final TestRun run = stage.run;
    private final StoringDriver driver = stage.driver;

    ServerChangedIT() throws Exception {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void nothingIsMadeOnAnotherServerAndTheWayBackWorks() throws Exception {
        assertThat(run.database().status().serverIdentity()).isEqualTo("first-server");
        stage.changeServer();

        stage.assertCreateRefused(
                DatabaseReasons.SERVER_CHANGED, "first-server", "other-server", "accept-server=other-server");
        stage.assertBackupFails("elsewhere", DatabaseReasons.SERVER_CHANGED);
        assertThat(driver.names()).isEmpty();

        driver.become(FIRST);
        run.annotate(ApiGroup.START_EMPTY_ANNOTATION, "now");
        run.create(driver);
        assertThat(run.database().unreadiness()).isEmpty();
    }

    @Test
    void anAcceptedServerIsAcceptedOnceAndNothingIsMadeThereYet() throws Exception {
        stage.changeServer();
        run.annotate(ApiGroup.ACCEPT_SERVER_ANNOTATION, "other-server");

        stage.assertCreateRefused(Reasons.DATABASE_MISSING, "start-empty");
        assertThat(run.database().status().serverIdentity()).isEqualTo("other-server");
        run.annotate(ApiGroup.START_EMPTY_ANNOTATION, "now");
        run.create(driver);
        assertThat(driver.names()).containsExactly(stage.stage.databaseName());

        driver.become(FIRST);
        stage.assertCreateRefused(DatabaseReasons.SERVER_CHANGED, "accept-server=first-server");
        run.annotate(ApiGroup.ACCEPT_SERVER_ANNOTATION, "first-server");
        run.create(driver);
        driver.become(OTHER);
        stage.assertCreateRefused(DatabaseReasons.SERVER_CHANGED);
    }

    @Test
    void anUpgradeInPlaceIsTheSameServer() throws Exception {
        driver.become(new ServerInfo("Memory 2.1", "upgraded-server"));

        run.create(driver);

        assertThat(run.database().status().serverIdentity()).isEqualTo("upgraded-server");
        assertThat(run.events(TestRun.NAME)).contains(DatabaseReasons.SERVER_UPGRADED);
    }

    @Test
    void aServerOfTheSameVersionIsNoUpgradeEvenWithTheDatabaseOnIt() {
        driver.become(OTHER);

        stage.assertCreateRefused(DatabaseReasons.SERVER_CHANGED);
    }

    @Test
    void anUpgradeThatLostTheDatabaseIsNoUpgrade() {
        driver.become(new ServerInfo("Memory 2.1", "upgraded-server"));
        driver.clear();

        stage.assertCreateRefused(DatabaseReasons.SERVER_CHANGED);
    }

    @Test
    void aServerThatHasLostItsIdentityIsAnotherOne() {
        driver.become(new ServerInfo("Memory 1"));

        stage.assertCreateRefused(DatabaseReasons.SERVER_CHANGED, "accept-server=unknown");
    }

    @Test
    void aDatabaseFromBeforeIsRecordedByWhateverRunFindsIt() throws Exception {
        driver.become(new ServerInfo("Memory 1"));
        run.annotate(ApiGroup.ACCEPT_SERVER_ANNOTATION, "unknown");
        run.create(driver);
        assertThat(run.database().status().serverIdentity()).isNull();
        driver.become(FIRST);

        stage.stage.backUp("again");

        assertThat(run.database().status().serverIdentity()).isEqualTo("first-server");
    }

    @Test
    void aRestoreTouchesNoOtherServerAndIsOver() throws Exception {
        stage.changeServer();
        stage.stage.apply("back", "backup: nightly", "WithoutBackup");

        stage.stage.restore("back");

        assertThat(stage.stage.found("back").status().conditions())
                .anySatisfy(c -> assertThat(c.getReason()).isEqualTo(DatabaseReasons.SERVER_CHANGED));
        assertThat(run.database().unreadiness()).contains(DatabaseReasons.SERVER_CHANGED);
        assertThat(run.database().status().activeRestore()).isNull();
        assertThat(driver.names()).isEmpty();
    }

    @Test
    void aBackupAndItsManifestSayOfWhichServerAndDatabaseTheyAre() throws Exception {
        var status = run.backup("nightly").status();
        var key = Objects.requireNonNull(status.destination()).replace("s3://" + LocalS3.BUCKET + "/", "");
        var manifest = Manifest.fromJson(run.s3.content(Manifest.keyOf(key)));

        assertThat(status.serverIdentity()).isEqualTo("first-server");
        assertThat(status.databaseName()).isEqualTo(run.database().status().databaseName());
        assertThat(manifest.dump().serverIdentity()).isEqualTo("first-server");
    }

    @Test
    void aVerificationTouchesNoOtherServer() throws Exception {
        stage.changeServer();
        run.client
                .resources(Backup.class)
                .inNamespace(run.namespace)
                .withName("nightly")
                .edit(b -> {
                    b.getMetadata().getAnnotations().put(ApiGroup.VERIFY_ANNOTATION, "now");
                    return b;
                });

        run.verify("nightly", driver, RestoreStage.GO_ON);

        assertThat(driver.names()).isEmpty();
        var verification = Objects.requireNonNull(run.backup("nightly").status().verification());
        assertThat(verification.result()).isEqualTo(VerificationResult.UNDECIDED);
        assertThat(run.events("nightly")).contains(DatabaseReasons.SERVER_CHANGED);
    }

    @Test
    void aDeletionWaitsForTheRightServerWhateverThePolicyTakesAway() throws Exception {
        stage.changeServer();
        run.delete();
        IdentityStage.assertRefused(
                () -> run.drop(driver, RestoreStage.GO_ON), DatabaseReasons.SERVER_CHANGED, "accept-server");
        stage.deletionPolicy(DeletionPolicy.DELETE);
        IdentityStage.assertRefused(() -> run.drop(driver, RestoreStage.GO_ON), DatabaseReasons.SERVER_CHANGED);
        assertThat(run.databaseIsGone()).isFalse();

        stage.deletionPolicy(DeletionPolicy.RETAIN);
        run.drop(driver, RestoreStage.GO_ON);

        assertThat(run.databaseIsGone()).isTrue();
        assertThat(run.secretOfDatabase()).isNotEmpty();
    }

    @Test
    void aDeletionGoesOnWhenTheServerIsAccepted() throws Exception {
        stage.changeServer();
        run.delete();
        run.annotate(ApiGroup.ACCEPT_SERVER_ANNOTATION, "other-server");

        run.drop(driver, RestoreStage.GO_ON);

        assertThat(run.databaseIsGone()).isTrue();
    }
}
