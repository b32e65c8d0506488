package com.isotoma.dboperator.driver.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupCopy;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.CopyPhase;
import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.crds.v1alpha1.VerificationResult;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import com.isotoma.dboperator.driver.stage.LocationStage;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.storage.AgeKeyPair;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.reasons.LocationReasons;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Backups in StorageLocations, and restores from them. */
@Execution(ExecutionMode.CONCURRENT)
class LocationsIT {
    private final RestoreStage stage = new RestoreStage();
    private final TestRun run = stage.run;
    private final LocationStage locations = new LocationStage(run);

    LocationsIT() throws Exception {}

    @AfterEach
    void close() {
        locations.close();
        stage.close();
    }

    @Test
    void anAllowedNamespaceBacksUpAndRestoresWithoutAnyKeyOfItsOwn() throws Exception {
        var pair = AgeKeyPair.generate();
        locations.secret("age", Map.of("recipients", pair.recipient(), "identities", pair.identity()));
        locations.use(locations.location(
                "offsite",
                LocalS3.BUCKET,
                LocationStage.KEY,
                locations.namespace(),
                "\"encryption\": {\"secretName\": \"age\"}"));

        stage.backUp("weekly");

        assertThat(run.backup("weekly").phase()).isEqualTo(BackupPhase.COMPLETED);
        assertThat(run.backup("weekly").status().destination())
                .startsWith(locations.url("offsite", locations.namespace() + "/orders/"))
                .endsWith(".zst.age");
        stage.store(List.of("lost", "again"));
        stage.apply("back", "backup: weekly", "WithoutBackup");
        stage.restore("back");
        stage.assertCompleted("back", RestoreStage.PRESENT);
        mark("weekly", b -> b.getMetadata().setAnnotations(Map.of(ApiGroup.VERIFY_ANNOTATION, "now")));
        run.verify("weekly", stage.driver, RestoreStage.GO_ON);
        assertThat(Objects.requireNonNull(run.backup("weekly").status().verification())
                        .result())
                .isEqualTo(VerificationResult.PASSED);
        stage.store(List.of("last"));
        run.delete();
        run.drop(stage.driver, RestoreStage.GO_ON);
        assertThat(run.databaseIsGone()).isTrue();
        assertThat(run.s3.objects()).anyMatch(key -> key.contains("orders-final-"));
    }

    @Test
    void nothingIsStoredInALocationThatSharesFoldersWithAnOlderOne() throws Exception {
        var older = locations.location("a", "team");
        var younger = locations.location("b", "team/inner");
        locations.use(younger);
        var before = run.s3.objects();

        stage.backUp("refused");

        assertThat(run.backup("refused").failure()).isEqualTo(LocationReasons.LOCATIONS_NESTED);
        assertThat(run.backup("refused").status().message()).contains(younger).doesNotContain(older);
        assertThat(run.s3.objects()).isEqualTo(before);
        stage.apply(
                "read", "url: \"" + locations.url("team/inner", locations.namespace() + "/x.txt.zst") + "\"", "Never");
        stage.restore("read");
        assertThat(stage.found("read").status().message()).contains("shares folders with an older one");

        // The way out, without anything else.
        locations.remove(older);
        stage.backUp("stored");
        assertThat(run.backup("stored").phase()).isEqualTo(BackupPhase.COMPLETED);
    }

    @Test
    void retentionIsAppliedByTheRunThatMadeTheBackup() throws Exception {
        locations.use(locations.location("offsite"));
        run.apply("""
                {"apiVersion": "db.isotoma.com/v1alpha1", "kind": "BackupSchedule", "metadata": {"name": "last"},
                 "spec": {"database": "orders", "schedule": "@daily", "mode": "Single"}}
                """);
        for (var name : List.of("first", "second")) {
            run.askForBackup(name);
            mark(name, b -> b.getMetadata().setLabels(Map.of(ApiGroup.SCHEDULE_LABEL, "last")));
            run.backup(name, stage.driver, RestoreStage.GO_ON);
        }

        assertThat(run.backups()).extracting(b -> b.name()).containsExactlyInAnyOrder("nightly", "second");
        assertThat(run.s3.objects())
                .filteredOn(key -> key.contains("/offsite/"))
                .as("its data and its manifest")
                .hasSize(2)
                .allMatch(key -> key.contains("-second-"));
    }

    private void mark(String backup, Consumer<Backup> change) {
        run.client
                .resources(Backup.class)
                .inNamespace(locations.namespace())
                .withName(backup)
                .edit(b -> {
                    change.accept(b);
                    return b;
                });
    }

    @Test
    void oneLocationThatCannotBeUsedStopsNoOtherAndSaysWhy() throws Exception {
        locations.secret("wrong", Map.of("id", LocalS3.ACCESS_KEY, "secret", "not-the-secret-of-it"));
        var broken = locations.location("broken", LocalS3.BUCKET, "wrong", locations.namespace(), "");
        var others = locations.location("others", LocalS3.BUCKET, LocationStage.KEY, "somebody-else", "");
        run.askForBackup(
                "weekly",
                BackupTarget.at(others),
                BackupTarget.at(broken),
                new BackupTarget(new S3Target(null, LocalS3.BUCKET, null, LocalS3.ENDPOINT, null, null), null, null),
                BackupTarget.at(locations.location("good")));

        run.backup("weekly", stage.driver, RestoreStage.GO_ON);

        var backup = run.backup("weekly");
        var copies = Objects.requireNonNull(backup.status().copies());
        assertThat(backup.phase()).isEqualTo(BackupPhase.COMPLETED);
        assertThat(copies)
                .extracting(BackupCopy::phase)
                .containsExactly(CopyPhase.FAILED, CopyPhase.FAILED, CopyPhase.FAILED, CopyPhase.COMPLETED);
        assertThat(copies.get(0).destination()).isEqualTo("StorageLocation " + others);
        assertThat(copies.get(0).message())
                .contains("spec.backupTo[0] of the Backup.location is '" + others + "'", "spec.allowedNamespaces");
        assertThat(copies.get(1).message()).contains("spec.s3.credentials of StorageLocation " + broken);
        assertThat(copies.get(2).message())
                .as("the operator's own role is not the tenant's")
                .contains("has no credentials", "use StorageLocations alone");
        assertThat(backup.status().destination())
                .isEqualTo(copies.get(3).destination())
                .startsWith(locations.url("good", locations.namespace() + "/"));
        assertThat(Conditions.find(backup.status().conditions(), "AllCopies")
                        .orElseThrow()
                        .getStatus())
                .isEqualTo("False");
    }

    @Test
    void whoIsNotListedOrDoesNotRunInTheOperatorsNamespaceIsTurnedAway() throws Exception {
        locations.use(locations.location("others", LocalS3.BUCKET, LocationStage.KEY, "somebody-else", ""));
        assertRefused("not-listed");

        locations.use(locations.location("mine"));
        run.system = SystemNamespace.UNKNOWN;
        assertRefused("in-its-own-namespace");

        run.system = new SystemNamespace(locations.system());
        locations.use("there-is-none");
        assertRefused("of-no-location");
    }

    private void assertRefused(String name) throws Exception {
        stage.backUp(name);
        var backup = run.backup(name);
        assertThat(backup.phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(backup.failure()).isEqualTo("LocationNotAllowed");
        assertThat(backup.status().message()).contains("spec.backupTo.location", "spec.allowedNamespaces");
    }

    @Test
    void nobodyReachesAnothersObjectsThroughALocation() throws Exception {
        var shared = locations.location("shared");
        locations.use(shared);
        stage.backUp("mine");
        var secretive = run.s3.key("shared/other-team/orders/20260101T000000Z-theirs-0123abcd.txt.zst");
        run.s3.put(secretive, "what others stored");
        var theirs = "s3://" + LocalS3.BUCKET + "/" + secretive;

        stage.apply("theirs", "url: \"" + theirs + "\"", "WithoutBackup");
        var dots = locations.url("shared", locations.namespace() + "/../other-team/orders/x.txt.zst");
        stage.apply("dots", "url: \"" + dots + "\"", "WithoutBackup");
        var above = locations.url("shared", "x.txt.zst");
        run.apply("""
                {"apiVersion": "db.isotoma.com/v1alpha1", "kind": "Restore", "metadata": {"name": "above"},
                 "spec": {"database": "orders", "from": {"url": "%s"}, "storage": {"location": "%s"}}}
                """.formatted(above, shared));
        forge("mine", theirs);
        stage.apply("forged", "backup: mine", "WithoutBackup");

        for (var name : List.of("theirs", "dots", "above", "forged")) {
            stage.restore(name);
            stage.assertFailed(
                    name, "LocationNotAllowed", "the only folder that this namespace has of StorageLocation");
        }
        try (var stored = run.stores().open(run.database())) {
            var forged = run.backup("mine");
            assertThat(stored.has(forged)).isFalse();
            assertThat(stored.reaches(forged)).isFalse();
            stored.remove(forged);
        }
        assertThat(run.s3.has(secretive)).isTrue();
    }

    /** As whoever may write the status of a Backup could. */
    private void forge(String backup, String destination) {
        run.client
                .resources(Backup.class)
                .inNamespace(locations.namespace())
                .withName(backup)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\": {\"destination\": \"" + destination + "\", \"copies\": null}}");
    }
}
