package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.v1alpha1.AdminCredentials;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.CredentialSource;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseSpec;
import com.isotoma.dboperator.crds.v1alpha1.RestoreSource;
import com.isotoma.dboperator.crds.v1alpha1.RestoreSpec;
import com.isotoma.dboperator.crds.v1alpha1.S3Credentials;
import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.crds.v1alpha1.SecretKeyRef;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocationSpec;
import com.isotoma.dboperator.crds.v1alpha1.ValueFrom;
import com.isotoma.dboperator.crds.v1alpha1.Verification;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operator reads of specs and statuses, and nothing else: the names of drivers, of StorageLocations and of Secrets,
 * to which it gives the runs rights, and where StorageLocations lie. What is in the Secrets it never learns, and a password in a spec it forgets.
 */
final class KeptParts {
    private static final CredentialSource NOTHING = new CredentialSource(null, null);

    private KeptParts() {}

    static DatabaseSpec of(DatabaseSpec spec) {
        var credentials = new AdminCredentials(
                secretName(spec.credentials().username()),
                secretName(spec.credentials().password()));
        return new DatabaseSpec(
                spec.driver(),
                null,
                Map.of(),
                credentials,
                of(spec.backupTo()),
                null,
                spec.deletionPolicy(),
                null,
                null,
                null,
                spec.passwordFrom());
    }

    static BackupSpec of(BackupSpec spec) {
        return new BackupSpec(spec.database().intern(), of(spec.backupTo()), spec.notBefore(), spec.verify());
    }

    /** Thousands of Backups have ended, and nearly all of their status is for people. */
    static BackupStatus of(BackupStatus status) {
        var verification = status.verification();
        return new BackupStatus(
                status.phase(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                status.completedAt(),
                null,
                null,
                status.driver() == null ? null : status.driver().intern(),
                null,
                null,
                null,
                null,
                verification == null
                        ? null
                        : new Verification(verification.request(), null, null, null, null, null, null),
                null,
                null);
    }

    static RestoreSpec of(RestoreSpec spec) {
        var from = spec.from();
        return new RestoreSpec(
                spec.database(),
                new RestoreSource(from.backup(), from.latest(), null),
                of(spec.storage()),
                spec.overwrite(),
                null);
    }

    static StorageLocationSpec of(StorageLocationSpec spec) {
        var place = spec.s3();
        return new StorageLocationSpec(
                new S3Target(
                        null, place.bucket(), place.prefix(), place.endpoint(), null, namesOf(place.credentials())),
                spec.encryption(),
                spec.signing(),
                spec.allowedNamespaces(),
                spec.checkInterval());
    }

    /** That there is a place stays visible. */
    private static @Nullable BackupTarget of(@Nullable BackupTarget place) {
        if (place == null) {
            return null;
        }
        var store = place.target();
        if (store == null) {
            return new BackupTarget(null, null, place.location(), place.encryption(), place.signing());
        }
        return new BackupTarget(of(store), null, null, place.encryption(), place.signing());
    }

    private static S3Target of(S3Target store) {
        return new S3Target(null, "", null, null, null, namesOf(store.credentials()));
    }

    private static @Nullable S3Credentials namesOf(@Nullable S3Credentials given) {
        return given == null
                ? null
                : new S3Credentials(
                        secretName(given.accessKeyId()),
                        secretName(given.secretAccessKey()),
                        secretName(given.sessionToken()));
    }

    private static @Nullable List<BackupTarget> of(@Nullable List<BackupTarget> places) {
        return places == null
                ? null
                : places.stream().flatMap(place -> Stream.ofNullable(of(place))).toList();
    }

    private static CredentialSource secretName(@Nullable CredentialSource source) {
        return SecretReferences.of(source)
                .findFirst()
                .map(name -> new CredentialSource(null, new ValueFrom(new SecretKeyRef(name, ""))))
                .orElse(NOTHING);
    }
}
