package com.isotoma.dboperator.driver.restore;

import static com.isotoma.dboperator.driver.stage.RestoreStage.BACKED_UP;
import static com.isotoma.dboperator.driver.stage.RestoreStage.PRESENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.BackupEncryption;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseSpec;
import com.isotoma.dboperator.driver.database.DatabaseCheckpoints;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.Killed;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.storage.AgeKeyPair;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Restores of a Database all of whose backups are encrypted, from the dump to the rows. */
class EncryptedRestoreIT {
    private static final String KEYS = "backup-keys";

    private final AgeKeyPair keys = AgeKeyPair.generate();
    private final RestoreStage stage = new RestoreStage(run -> {
        run.secret(KEYS, Map.of("recipients", keys.recipient(), "identities", keys.identity()));
        run.edit(EncryptedRestoreIT::encrypted);
    });

    EncryptedRestoreIT() throws Exception {}

    private static DatabaseSpec encrypted(DatabaseSpec spec) {
        return encrypted(spec, new BackupEncryption(KEYS));
    }

    private static DatabaseSpec encrypted(DatabaseSpec spec, BackupEncryption encryption) {
        var place = Objects.requireNonNull(spec.backupTo());
        return new DatabaseSpec(
                spec.driver(),
                spec.name(),
                spec.connect(),
                spec.credentials(),
                new BackupTarget(place.s3(), place.capitalisedS3(), encryption),
                spec.backupOptions(),
                spec.deletionPolicy(),
                spec.adoption(),
                spec.options(),
                spec.secret(),
                spec.passwordFrom(),
                spec.server(),
                spec.tls(),
                spec.initSql(),
                spec.rotation());
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void bringsBackWhatWasStoredEncryptedAndThenWhatWasThereBefore() throws Exception {
        stage.apply("back", "backup: nightly", "AfterBackup");
        stage.restore("back");

        stage.assertCompleted("back", BACKED_UP);
        var safety = Objects.requireNonNull(stage.found("back").status().safetyBackup());
        for (var backup : new String[] {"nightly", safety}) {
            assertThat(stage.key(backup)).endsWith(".txt.zst.age");
            assertThat(new String(stage.run.s3.content(stage.key(backup)), StandardCharsets.ISO_8859_1))
                    .startsWith("age-encryption.org/v1\n");
        }

        // Not the latest one: both may have begun in one second.
        stage.apply("forth", "backup: " + safety, "WithoutBackup");
        stage.restore("forth");

        stage.assertCompleted("forth", PRESENT);
    }

    @Test
    void aWrongOrMissingKeyIsToldByItsNameAndNothingIsTouched() throws Exception {
        var other = AgeKeyPair.generate();
        replaceIdentities(other.identity());
        stage.apply("wrong", "backup: nightly", "WithoutBackup");
        stage.restore("wrong");
        stage.assertFailed("wrong", Reasons.ENCRYPTION_KEY_INVALID, "key identities of the Secret " + KEYS);
        assertThat(stage.found("wrong").status().message()).doesNotContain(other.identity());

        replaceIdentities("AGE-SECRET-KEY-1BROKEN");
        stage.apply("broken", "backup: nightly", "WithoutBackup");
        stage.restore("broken");
        stage.assertFailed("broken", Reasons.ENCRYPTION_KEY_INVALID, "key identities of the Secret " + KEYS);
        assertThat(stage.found("broken").status().message()).doesNotContain("BROKEN");

        stage.run.secret(KEYS, Map.of("recipients", keys.recipient()));
        stage.apply("missing", "backup: nightly", "WithoutBackup");
        stage.restore("missing");
        stage.assertFailed("missing", Reasons.SECRET_NOT_FOUND, "identities");

        replaceIdentities(other.identity() + "\n" + keys.identity());
        stage.apply("right", "backup: nightly", "WithoutBackup");
        stage.restore("right");
        stage.assertCompleted("right", BACKED_UP);
    }

    @Test
    void thePrivateKeyIsReadFromASecretOfItsOwnWhereOneIsNamed() throws Exception {
        stage.run.secret(KEYS, Map.of("recipients", keys.recipient()));
        stage.run.edit(spec -> encrypted(spec, new BackupEncryption(KEYS, "private-keys")));
        stage.apply("early", "backup: nightly", "WithoutBackup");
        stage.restore("early");
        stage.assertFailed("early", Reasons.SECRET_NOT_FOUND, "private-keys");

        stage.run.secret("private-keys", Map.of("identities", keys.identity()));
        stage.apply("back", "backup: nightly", "AfterBackup");
        stage.restore("back");

        stage.assertCompleted("back", BACKED_UP);
    }

    private void replaceIdentities(String identities) {
        stage.run.secret(KEYS, Map.of("recipients", keys.recipient(), "identities", identities));
    }

    @Test
    void aRunThatIsKilledWhereTheKeyIsUsedIsFinishedByTheNext() throws Exception {
        var steps = List.of(
                RestoreCheckpoints.DUMP_KNOWN,
                DatabaseCheckpoints.SIDE_MADE,
                RestoreCheckpoints.DUMP_RESTORED,
                RestoreCheckpoints.REPLACING);
        for (var step : steps) {
            var name = "back-" + steps.indexOf(step);
            stage.store(PRESENT);
            stage.apply(name, "backup: nightly", "AfterBackup");
            assertThatThrownBy(() -> stage.restore(name, Killed.at(step))).isInstanceOf(Killed.class);
            assertThat(stage.driver.lines(stage.databaseName())).isEqualTo(PRESENT);

            stage.restore(name);

            stage.assertCompleted(name, BACKED_UP);
        }
        assertThat(stage.run.s3.uploads()).isEmpty();
    }
}
