package com.isotoma.dboperator.driver.restore;

import static com.isotoma.dboperator.driver.stage.RestoreStage.BACKED_UP;
import static com.isotoma.dboperator.driver.stage.RestoreStage.GO_ON;
import static com.isotoma.dboperator.driver.stage.RestoreStage.PRESENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DeletionPolicy;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.Killed;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.stage.StoringDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.reasons.DriverEvents;
import com.isotoma.dboperator.reasons.RestoreReasons;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Restores that were carried out, and come back without their status. */
@Execution(ExecutionMode.CONCURRENT)
class ReturningRestoreIT {
    private static final List<String> SINCE = List.of("written", "since", "then");

    private final RestoreStage stage = new RestoreStage();

    ReturningRestoreIT() throws Exception {}

    @AfterEach
    void close() {
        stage.close();
    }

    private void carriedOut() throws Exception {
        stage.apply("back", "backup: nightly", "WithoutBackup");
        stage.restore("back");
        stage.assertCompleted("back", BACKED_UP);
        stage.store(SINCE);
    }

    private void assertRefused(String name, List<String> lines) {
        var restore = stage.found(name);
        assertThat(restore.phase()).as(() -> restore.status().message()).isEqualTo(RestorePhase.FAILED);
        assertThat(restore.status().conditions())
                .filteredOn(c -> c.getType().equals("Failed"))
                .singleElement()
                .satisfies(c -> assertThat(c.getReason()).isEqualTo(RestoreReasons.ALREADY_CARRIED_OUT));
        assertThat(restore.status().message())
                .contains("was carried out before", "another name", ApiGroup.RUN_AGAIN_ANNOTATION);
        stage.assertSettled(lines);
        assertThat(stage.run.events(name)).contains(DriverEvents.RESTORE_FAILED);
    }

    private void comesBack(String name, String source) throws Exception {
        stage.delete(name);
        assertThat(stage.run.restore(name)).isEmpty();
        stage.apply(name, source, "WithoutBackup");
        stage.restore(name);
    }

    /** Without status, uid and finalizers, as an export that is applied. */
    private void imported(Restore exported) {
        var metadata = exported.getMetadata();
        var copy = new Restore();
        copy.getMetadata().setName(metadata.getName());
        copy.getMetadata().setNamespace(metadata.getNamespace());
        copy.getMetadata().setAnnotations(new TreeMap<>(metadata.getAnnotations()));
        copy.setSpec(exported.getSpec());
        stage.run.client.resource(copy).create();
    }

    private Restore resource(String name) {
        return stage.run
                .client
                .resources(Restore.class)
                .inNamespace(stage.run.namespace)
                .withName(name)
                .get();
    }

    private void forgetInStatus() {
        stage.run
                .database()
                .update(s -> Objects.requireNonNull(
                                stage.run.database().status().pastRestores())
                        .forEach(r -> s.notRestored(Objects.requireNonNull(r.uid()))));
        assertThat(stage.run.database().status().pastRestores()).isEmpty();
    }

    private void forgetOnSecret() {
        stage.run
                .client
                .secrets()
                .inNamespace(stage.run.namespace)
                .withName(TestRun.NAME)
                .edit(secret -> {
                    assertThat(secret.getMetadata().getAnnotations().remove(ApiGroup.RESTORED_ANNOTATION))
                            .isNotNull();
                    return secret;
                });
    }

    private List<String> notes() {
        return stage.run.s3.objects().stream()
                .filter(key -> key.contains("/.restored/"))
                .toList();
    }

    @Test
    void oneThatIsDeletedAndAppliedAgainIsNotCarriedOutAgain() throws Exception {
        carriedOut();
        comesBack("back", "backup: nightly");
        assertRefused("back", SINCE);
        comesBack("back", "backup: nightly");
        assertRefused("back", SINCE);
    }

    @Test
    void aNewNameOrAnotherSourceOrANewValueOfTheAnnotationIsANewWordOnce() throws Exception {
        carriedOut();
        stage.apply("once-more", "backup: nightly", "WithoutBackup");
        stage.restore("once-more");
        stage.assertCompleted("once-more", BACKED_UP);

        stage.store(SINCE);
        comesBack("back", "latest: {}");
        stage.assertCompleted("back", BACKED_UP);

        stage.store(SINCE);
        for (int time = 0; time < 2; time++) {
            stage.delete("back");
            stage.run.apply("""
                    apiVersion: db.isotoma.com/v1alpha1
                    kind: Restore
                    metadata: {name: back, annotations: {db.isotoma.com/run-again: "2"}}
                    spec: {database: orders, from: {backup: nightly}, overwrite: WithoutBackup}
                    """);
            stage.restore("back");
            if (time == 0) {
                stage.assertCompleted("back", BACKED_UP);
                stage.store(SINCE);
            } else {
                assertRefused("back", SINCE);
            }
        }
    }

    @Test
    void aRetainedDatabaseThatComesBackWithItsRestoreKeepsItsDataByItsSecretAndByItsBucket() throws Exception {
        carriedOut();
        for (var forgotten : List.of("nothing", "the Secret")) {
            stage.run.edit(TestRun.policy(DeletionPolicy.RETAIN));
            stage.run.delete();
            stage.run.drop(stage.driver, GO_ON);
            assertThat(stage.run.databaseIsGone()).isTrue();
            stage.delete("back");
            if (forgotten.equals("the Secret")) {
                forgetOnSecret();
            }
            stage.run.applyDatabase(TestRun.NAME);
            stage.run.create(stage.driver);
            stage.apply("back", "backup: nightly", "WithoutBackup");
            stage.restore("back");
            assertRefused("back", SINCE);
        }
    }

    @Test
    void anExportThatIsAppliedIsKnownByItsAnnotationAlone() throws Exception {
        carriedOut();
        var exported = resource("back");
        assertThat(exported.getMetadata().getFinalizers()).isEmpty();
        stage.delete("back");
        forgetInStatus();
        forgetOnSecret();
        notes().forEach(stage.run.s3::remove);
        imported(exported);
        stage.restore("back");
        assertRefused("back", SINCE);
    }

    @Test
    void theBucketAloneKnowsItToo() throws Exception {
        carriedOut();
        assertThat(notes()).hasSize(1);
        forgetInStatus();
        forgetOnSecret();
        comesBack("back", "backup: nightly");
        assertRefused("back", SINCE);
    }

    @Test
    void whereTheBucketCannotBeAskedNothingIsRestoredUntilItCan() throws Exception {
        var url = "url: \"" + stage.run.backup("nightly").status().destination() + "\"";
        stage.run.edit(TestRun.secretKey("wrong"));
        stage.apply("back", url, "WithoutBackup");
        stage.restore("back");
        stage.assertFailed("back", Reasons.STORAGE_FAILED, "take spec.backupTo out of the Database");
    }

    @Test
    void aBucketThatDoesNotExistYetRemembersNothingAndStopsNothing() throws Exception {
        var url = Objects.requireNonNull(stage.run.backup("nightly").status().destination());
        stage.run.edit(TestRun.bucket("no-such-bucket-" + stage.run.namespace));
        stage.run.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: Restore
                metadata: {name: back}
                spec:
                  database: orders
                  from: {url: "%s"}
                  overwrite: WithoutBackup
                  storage:
                    s3: {bucket: "%s", region: "%s", endpoint: "%s", pathStyle: true, credentials:
                      {accessKeyId: {value: "%s"}, secretAccessKey: {value: "%s"}}}
                """.formatted(
                        url, LocalS3.BUCKET, LocalS3.REGION, LocalS3.ENDPOINT, LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY));
        stage.restore("back");
        stage.assertCompleted("back", BACKED_UP);
        assertThat(stage.run.events("back")).contains(DriverEvents.NOT_REMEMBERED);
    }

    @Test
    void oneThatFailedMayBeTriedAgain() throws Exception {
        stage.apply("back", "backup: nightly", "WithoutBackup");
        stage.driver.fail(DriverException.user(Reasons.RESTORE_FAILED, "Touched nothing"));
        stage.restore("back");
        stage.assertFailed("back", Reasons.RESTORE_FAILED, "Touched nothing");
        stage.driver.fail(null);
        comesBack("back", "backup: nightly");
        stage.assertCompleted("back", BACKED_UP);
    }

    @Test
    void oneWhoseReplacementIsRefusedIsNotRemembered() throws Exception {
        stage.apply("back", "backup: nightly", "WithoutBackup");
        stage.restore("back", step -> {
            if (step.is(RestoreCheckpoints.REPLACING)) {
                stage.driver.fail(DriverException.user(Reasons.RESTORE_FAILED, "Touched nothing"));
            }
        });
        stage.assertFailed("back", Reasons.RESTORE_FAILED, "Touched nothing");
        assertThat(notes()).isEmpty();
        stage.driver.fail(null);
        comesBack("back", "backup: nightly");
        stage.assertCompleted("back", BACKED_UP);
    }

    /** {@code kubectl replace --force} does so, and whoever takes a finalizer off. */
    @Test
    void oneThatTakesThePlaceOfOneThatWasReplacingLeavesThatDataInItsPlace() throws Exception {
        for (var step : List.of(
                RestoreCheckpoints.REPLACEMENT_ANNOUNCED,
                RestoreCheckpoints.WRITTEN_DOWN,
                StoringDriver.ABOUT_TO_REPLACE,
                StoringDriver.REPLACED)) {
            try (var one = new RestoreStage()) {
                one.apply("back", "backup: nightly", "WithoutBackup");
                var steps = Killed.at(step);
                one.driver.whileReplacing(steps);
                assertThatThrownBy(() -> one.restore("back", steps))
                        .as(step.name())
                        .isInstanceOf(Killed.class);
                one.driver.whileReplacing(GO_ON);
                one.run
                        .client
                        .resources(Restore.class)
                        .inNamespace(one.run.namespace)
                        .withName("back")
                        .edit(r -> {
                            r.getMetadata().getFinalizers().clear();
                            return r;
                        });
                one.delete("back");
                one.apply("back", "backup: nightly", "WithoutBackup");
                one.restore("back");

                assertThat(one.found("back").status().message()).as(step.name()).contains("was carried out before");
                one.assertSettled(BACKED_UP);
            }
        }
    }

    @Test
    void aStatusThatIsTakenAwayByHandIsNoNewWordEither() throws Exception {
        carriedOut();
        stage.run
                .client
                .resources(Restore.class)
                .inNamespace(stage.run.namespace)
                .withName("back")
                .editStatus(r -> {
                    r.setStatus(null);
                    return r;
                });
        stage.restore("back");
        assertRefused("back", SINCE);
    }

    @Test
    void aDatabaseThatWasDroppedAndMadeAgainIsNotFilledByItsOldRestore() throws Exception {
        carriedOut();
        stage.run.edit(TestRun.policy(DeletionPolicy.DELETE));
        stage.run.delete();
        stage.run.drop(stage.driver, GO_ON);
        stage.delete("back");
        stage.run.applyDatabase(TestRun.NAME);
        stage.run.create(stage.driver);
        stage.apply("back", "backup: nightly", "WithoutBackup");
        stage.restore("back");
        assertRefused("back", List.of());
        assertThat(PRESENT).isNotEmpty();
        assertThat(stage.run
                        .client
                        .resources(Database.class)
                        .inNamespace(stage.run.namespace)
                        .list()
                        .getItems())
                .hasSize(1);
    }
}
