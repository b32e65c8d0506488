package com.isotoma.dboperator.demo.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import com.isotoma.dboperator.demo.v1alpha1.BackupRun;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.demohttp.DemoHttpDriver;
import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.transfer.TransferCheckpoints;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Backups of a real service to a real S3 server, for a DatabaseBackup of a real API server. */
@Timeout(120)
class DatabaseBackupIT {
    private BackupStage stage;
    private ServiceProcess leader;
    private Path folder;

    @BeforeEach
    void begin(@TempDir Path folder) throws Exception {
        this.folder = folder;
        stage = new BackupStage();
        leader = new ServiceProcess(folder);
        leader.add("Zoë", "Ünder\\\"wood");
        stage.cluster("shop");
        stage.leader("shop", leader.address);
    }

    @AfterEach
    void end() {
        leader.close();
        stage.close();
    }

    @Test
    void whatTheLeaderHoldsIsStoredAndToldInTheStatus() throws Exception {
        assertThat(stage.run()).isEqualTo(ExitStatus.DONE);

        var run = theRun();
        var key = theKey();
        assertThat(key).matches("shop/database-backup-\\d{4}(-\\d\\d){5}-[0-9a-f]{8}\\.jsonl\\.zst");
        assertThat(run.destination()).isEqualTo("s3://database-backup-" + stage.namespace + "/" + key);
        assertThat(run.jobUid()).isEqualTo(stage.environment.get("JOB_UID"));
        assertThat(run.job()).isEqualTo("nightly-job");
        assertThat(run.completedAt()).isNotNull();
        var object = stage.bucket.read(key);
        assertThat(run.sizeBytes()).isEqualTo(object.length);
        assertThat(run.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(object)));
        assertThat(new String(unpacked(object), StandardCharsets.UTF_8))
                .isEqualTo(leader.send("GET", "/persons/export", "").body())
                .contains("Zoë", "{\"end\":true,\"records\":5}");
        var succeeded = stage.condition("Succeeded");
        assertThat(succeeded.getStatus()).isEqualTo("True");
        assertThat(succeeded.getReason()).isEqualTo("BackupSucceeded");
        assertThat(succeeded.getMessage()).isEqualTo("Database has been archived");
        assertThat(stage.status().conditions()).hasSize(9).allMatch(c -> "True".equals(c.getStatus()));
    }

    @Test
    void aBackupIsRestoredIntoANamedDatabaseByTheDriver() throws Exception {
        stage.run();
        var driver = new DemoHttpDriver();
        var target = new DatabaseTarget(
                new Owner("cluster", stage.namespace, "restored"),
                "restored",
                "restored",
                new Settings("spec.connect", Map.of("host", leader.address)),
                new Settings("spec.options", Map.of()),
                new Credentials("admin", "admin"));
        driver.create(new CreateRequest(target, "pw", false));

        var dump = unpacked(stage.bucket.read(theKey()));
        driver.restore(target, new ByteArrayInputStream(dump));

        var again = new ByteArrayOutputStream();
        driver.backup(target, again);
        assertThat(again.toString(StandardCharsets.UTF_8).lines())
                .containsExactlyInAnyOrderElementsOf(
                        new String(dump, StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void aBackupIsImportedIntoAnotherCluster() throws Exception {
        stage.run();
        var dump = new String(unpacked(stage.bucket.read(theKey())), StandardCharsets.UTF_8);
        try (var other = new ServiceProcess(folder)) {
            assertThat(other.persons()).isNotEqualTo(leader.persons());

            assertThat(other.send("POST", "/persons/import", dump).statusCode()).isEqualTo(200);

            assertThat(other.persons()).isEqualTo(leader.persons());
        }
    }

    static List<Checkpoint> whatAKilledPodLeftIsTakenUpByTheNextOne() {
        return List.of(
                DatabaseBackupOperation.TAKEN_UP,
                TransferCheckpoints.BACKING_UP,
                TransferCheckpoints.UPLOAD_BEGUN,
                TransferCheckpoints.DUMP_COMPLETE,
                TransferCheckpoints.OBJECT_STORED);
    }

    @ParameterizedTest
    @MethodSource
    void whatAKilledPodLeftIsTakenUpByTheNextOne(Checkpoint last) throws Exception {
        assertThatThrownBy(() -> stage.run(killAt(last))).isInstanceOf(Killed.class);

        assertThat(stage.run()).isEqualTo(ExitStatus.DONE);

        assertThat(theRun().attempts()).isEqualTo(2);
        assertStored();
    }

    @Test
    void aPodThatComesAfterTheBackupIsMadeDoesNothing() throws Exception {
        stage.run();
        var before = stage.resource();

        assertThat(stage.run()).isEqualTo(ExitStatus.DONE);

        assertThat(stage.resource().getMetadata().getResourceVersion())
                .isEqualTo(before.getMetadata().getResourceVersion());
        assertStored();
    }

    static List<Checkpoint> aPodThatWasOvertakenEndsAndDestroysNothing() {
        return List.of(
                DatabaseBackupOperation.TAKEN_UP, TransferCheckpoints.UPLOAD_BEGUN, TransferCheckpoints.OBJECT_STORED);
    }

    @ParameterizedTest
    @MethodSource
    void aPodThatWasOvertakenEndsAndDestroysNothing(Checkpoint at) throws Exception {
        var overtaken = new AtomicBoolean();
        Steps steps = step -> {
            if (step.is(at) && overtaken.compareAndSet(false, true)) {
                anotherPod();
            }
        };

        assertThatThrownBy(() -> stage.run(steps)).isInstanceOf(LostRaceException.class);

        assertThat(overtaken).isTrue();
        assertThat(stage.condition("Succeeded").getStatus()).isEqualTo("True");
        assertStored();
    }

    @Test
    void eachJobHasItsObjectAndAllAreInOneBucket() throws Exception {
        stage.run();
        stage.environment.put("JOB_UID", UUID.randomUUID().toString());
        stage.run();

        assertThat(stage.runs()).hasSize(2);
        assertThat(stage.runs().getFirst().jobUid()).isEqualTo(stage.environment.get("JOB_UID"));
        assertThat(stage.bucket.keys("shop/")).hasSize(2);
    }

    @Test
    void theConditionsAreOneEntryATypeHoweverOftenItRuns() throws Exception {
        stage.run();
        var first = stage.condition("Succeeded").getLastTransitionTime();
        stage.environment.put("JOB_UID", UUID.randomUUID().toString());
        stage.run();

        assertThat(stage.status().conditions()).hasSize(9);
        assertThat(stage.condition("Succeeded").getLastTransitionTime()).isEqualTo(first);
    }

    private void anotherPod() {
        try {
            stage.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private BackupRun theRun() {
        assertThat(stage.runs()).hasSize(1);
        return stage.runs().getFirst();
    }

    private String theKey() {
        assertThat(stage.bucket.keys("")).hasSize(1);
        return stage.bucket.keys("").getFirst();
    }

    /** One object, which is the one that the status tells of, and nothing beside it. */
    private void assertStored() throws Exception {
        var object = stage.bucket.read(theKey());
        assertThat(theRun().destination()).endsWith(theKey());
        assertThat(theRun().sizeBytes()).isEqualTo(object.length);
        assertThat(Objects.requireNonNull(theRun().sha256()))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(object)));
        assertThat(stage.bucket.openUploads("")).isZero();
        assertThat(new String(unpacked(object), StandardCharsets.UTF_8)).endsWith("{\"end\":true,\"records\":5}\n");
    }

    private static byte[] unpacked(byte[] object) throws IOException {
        try (var in = new ZstdInputStream(new ByteArrayInputStream(object))) {
            return in.readAllBytes();
        }
    }

    private static Steps killAt(Checkpoint last) {
        return step -> {
            if (step.is(last)) {
                throw new Killed();
            }
        };
    }

    /** No exception that anybody handles: as if the process had ended there. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
