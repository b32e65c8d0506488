package com.isotoma.dboperator.driver.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseSpec;
import com.isotoma.dboperator.crds.v1alpha1.DeletionPolicy;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.stage.IdentityStage;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.stage.StoringDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a Database may take up that bears another owner's mark, and with which options a driver is called. */
@Execution(ExecutionMode.CONCURRENT)
class AdoptionsIT {
    private final IdentityStage stage = new IdentityStage();
    private final TestRun run = stage.run;
    private final StoringDriver driver = stage.driver;

    AdoptionsIT() throws Exception {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatADatabaseOfThisClusterHasTakenIsLeftAloneWhateverIsAskedFor() throws Exception {
        run.applyDatabase("living");
        var living = new Owner(run.clusterId(), run.namespace, "living");
        driver.give(stage.stage.databaseName(), living);
        stage.adoptAlways();

        stage.assertCreateRefused(DatabaseReasons.DATABASE_TAKEN, run.namespace + "/living");
        run.annotate(ApiGroup.ADOPT_FROM_ANNOTATION, living.toString());
        stage.assertCreateRefused(DatabaseReasons.DATABASE_TAKEN);
        stage.assertBackupFails("taken", DatabaseReasons.DATABASE_TAKEN);
        assertThat(driver.owner(stage.stage.databaseName())).contains(living);
    }

    @Test
    void whatADatabaseThatIsGoneHasLeftIsTakenUpWhenItIsNamed() throws Exception {
        var gone = new Owner(run.clusterId(), run.namespace, "gone");
        driver.give(stage.stage.databaseName(), gone);
        stage.adoptAlways();
        stage.assertCreateRefused(DatabaseReasons.DATABASE_TAKEN);
        run.annotate(ApiGroup.ADOPT_FROM_ANNOTATION, gone.toString());

        run.create(driver);

        stage.stage.assertSettled(RestoreStage.PRESENT);
        driver.give(stage.stage.databaseName(), gone);
        stage.assertCreateRefused(DatabaseReasons.DATABASE_TAKEN);
    }

    @Test
    void anotherClustersDatabaseIsTakenUpWhenTheClusterIsNamed() throws Exception {
        driver.give(stage.stage.databaseName(), new Owner("lost-cluster", run.namespace, TestRun.NAME));
        stage.adoptAlways();
        stage.assertCreateRefused(DatabaseReasons.DATABASE_TAKEN, "lost-cluster", "adopt-from");
        run.annotate(ApiGroup.ADOPT_FROM_ANNOTATION, "another-cluster");
        stage.assertCreateRefused(DatabaseReasons.DATABASE_TAKEN);
        run.annotate(ApiGroup.ADOPT_FROM_ANNOTATION, "lost-cluster");

        run.create(driver);

        stage.stage.assertSettled(RestoreStage.PRESENT);
    }

    @Test
    void aDeletionLeavesWhatAnotherHasTaken() throws Exception {
        var other = new Owner("lost-cluster", run.namespace, TestRun.NAME);
        driver.give(stage.stage.databaseName(), other);
        var name = stage.stage.databaseName();
        run.delete();

        run.drop(driver, RestoreStage.GO_ON);

        assertThat(run.databaseIsGone()).isTrue();
        assertThat(driver.owner(name)).contains(other);
    }

    @Test
    void anOptionThatHasBecomeInvalidHoldsUpNeitherBackupNorDeletion() throws Exception {
        options(Map.of("known", BooleanNode.TRUE));
        run.create(driver);
        options(Map.of("unknown", BooleanNode.TRUE));

        stage.stage.backUp("still");
        run.delete();
        stage.deletionPolicy(DeletionPolicy.DELETE);
        run.drop(driver, RestoreStage.GO_ON);

        assertThat(run.databaseIsGone()).isTrue();
        assertThat(driver.optionsOfDrops().getLast()).isEqualTo(new Settings("spec.options", Map.of("known", true)));
    }

    private void options(Map<String, JsonNode> options) {
        stage.edit(s -> new DatabaseSpec(
                s.driver(),
                s.name(),
                s.connect(),
                s.credentials(),
                s.backupTo(),
                s.backupOptions(),
                s.deletionPolicy(),
                s.adoption(),
                options,
                s.secret(),
                s.passwordFrom(),
                s.server(),
                s.tls(),
                s.initSql(),
                s.rotation()));
    }
}
