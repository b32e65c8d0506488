package com.isotoma.dboperator.driver.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupDeletionPolicy;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.storage.LocalS3;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What holds the deletion of a Backup whose objects go with it, and what ends it all the same. */
@Execution(ExecutionMode.CONCURRENT)
class HeldRemovalIT extends RemovalStage {
    HeldRemovalIT() throws Exception {}

    @Test
    void aPlaceThatIsNotKnownAnyMoreHoldsItUntilThePolicySaysRetain() throws Exception {
        make("b");
        patch(database(), "{\"spec\":{\"backupTo\":{\"s3\":{\"bucket\":\"elsewhere\"}}}}");
        delete("b");

        assertThatThrownBy(() -> work("b")).isInstanceOf(DriverException.class);

        assertHeld("b", "InvalidSpec", "let backupTo name it again");
        patch(resource("b"), "{\"spec\":{\"deletionPolicy\":\"Retain\"}}");
        work("b");
        assertGone("b");
        assertThat(objects()).hasSizeGreaterThan(before.size());
    }

    @Test
    void aMissingSecretHoldsItUntilItIsThere() throws Exception {
        run.secret("keys", Map.of("secret", LocalS3.SECRET_KEY));
        make("b");
        patch(
                database(),
                "{\"spec\":{\"backupTo\":{\"s3\":{\"credentials\":{\"secretAccessKey\":{\"value\":null,"
                        + "\"valueFrom\":{\"secretKeyRef\":{\"name\":\"keys\",\"key\":\"secret\"}}}}}}}}");
        run.client.secrets().inNamespace(run.namespace).withName("keys").delete();
        delete("b");

        assertThatThrownBy(() -> work("b")).isInstanceOf(DriverException.class);

        assertHeld("b", Objects.requireNonNull(reasonOf("b")), "keys");
        run.secret("keys", Map.of("secret", LocalS3.SECRET_KEY));
        work("b");
        assertGone("b");
        assertThat(objects()).isEqualTo(before);
    }

    private String reasonOf(String name) {
        return Objects.requireNonNull(run.backup(name).status().conditions()).stream()
                .filter(c -> BackupStatus.STORED_REMOVED.equals(c.getType()))
                .findFirst()
                .orElseThrow()
                .getReason();
    }

    @Test
    void theDropOfItsDatabaseRemovesWhatWaitsForIt() throws Exception {
        make("b");
        patch(database(), "{\"spec\":{\"deletionPolicy\":\"Delete\"}}");
        database().delete();
        delete("b");

        run.drop(stage.driver, step -> {});

        assertThat(database().get()).isNull();
        assertGone("b");
        assertThat(objects()).isEqualTo(before);
    }

    @Test
    void withoutItsDatabaseOnlyABackupThatNamesItsPlaceIsRemovedAndTheOtherSaysWhatToDo() throws Exception {
        make("b");
        var place = Objects.requireNonNull(database().get().getSpec().backupTo());
        make("own", place);
        patch(database(), "{\"spec\":{\"deletionPolicy\":\"Delete\"}}");
        database().delete();
        run.drop(stage.driver, step -> {});
        delete("b");
        delete("own");

        run.operation().runWithoutDatabase(run.backup("own"));
        assertGone("own");
        assertThatThrownBy(() -> run.operation().runWithoutDatabase(run.backup("b")))
                .isInstanceOf(DriverException.class);

        assertHeld("b", "InvalidSpec", "the Database is gone");
        assertThat(objects().stream().filter(k -> k.contains("-own-"))).isEmpty();
    }

    @Test
    void aNamespaceThatIsBeingDeletedWaitsForNoStore() throws Exception {
        make("b");
        patch(database(), "{\"spec\":{\"backupTo\":{\"s3\":{\"bucket\":\"elsewhere\"}}}}");
        run.client.namespaces().withName(run.namespace).delete();
        delete("b");

        work("b");

        assertGone("b");
        assertThat(objects()).hasSizeGreaterThan(before.size());
    }

    @Test
    void inABucketThatLocksItsVersionsStay() throws Exception {
        var bucket = run.s3.lockedBucket();
        try {
            var before = List.copyOf(run.s3.versionsOf(bucket));
            patch(database(), "{\"spec\":{\"backupTo\":{\"s3\":{\"bucket\":\"%s\"}}}}".formatted(bucket));
            var backup = new Backup();
            backup.setMetadata(new ObjectMetaBuilder()
                    .withNamespace(run.namespace)
                    .withName("locked")
                    .build());
            backup.setSpec(new BackupSpec(TestRun.NAME, null, null, null, null, BackupDeletionPolicy.DELETE));
            run.client.resource(backup).create();
            work("locked");
            delete("locked");

            work("locked");

            assertGone("locked");
            assertThat(run.s3.objectsOf(bucket)).isEmpty();
            var now = new ArrayList<>(run.s3.versionsOf(bucket));
            now.removeAll(before);
            assertThat(now).isNotEmpty();
        } finally {
            run.s3.removeLocked(bucket);
        }
    }
}
