package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.crds.v1alpha1.BackupEncryption;
import com.isotoma.dboperator.crds.v1alpha1.BackupSigning;
import com.isotoma.dboperator.crds.v1alpha1.ChecksumPolicy;
import com.isotoma.dboperator.crds.v1alpha1.SecretKeyRef;
import com.isotoma.dboperator.driver.cluster.SecretValues;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.AgeIdentities;
import com.isotoma.dboperator.driver.storage.AgeRecipients;
import com.isotoma.dboperator.driver.storage.FolderStore;
import com.isotoma.dboperator.driver.storage.ManifestSigner;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import com.isotoma.dboperator.driver.storage.S3Extras;
import com.isotoma.dboperator.driver.storage.S3ObjectStore;
import com.isotoma.dboperator.driver.storage.S3Settings;
import com.isotoma.dboperator.driver.storage.SettingsSource;
import com.isotoma.dboperator.driver.storage.TrustedKeys;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Opens the object stores that backups go to. */
final class StorageTargets {
    private final Locations locations;
    private final SecretValues secrets;
    private final Permit permit;

    @Inject
    StorageTargets(Locations locations, SecretValues secrets, Permit permit) {
        this.locations = locations;
        this.secrets = secrets;
        this.permit = permit;
    }

    /** @throws DriverException of kind USER when there is none that the place's namespace may use */
    Bucket bucket(Place place) throws DriverException {
        return locations.bucket(place);
    }

    /** Whether the place is only for runs in the operator's namespace, and this is none. */
    boolean outOfReach(Place place) {
        return locations.outOfReach(place);
    }

    private static @Nullable URI endpoint(Bucket bucket) throws DriverException {
        var endpoint = bucket.s3().endpoint();
        try {
            return endpoint == null ? null : new URI(endpoint);
        } catch (URISyntaxException e) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    bucket.at(".s3.endpoint") + " is '" + endpoint + "': give an address such as https://host:port");
        }
    }

    /** @param uploads how many stores will take an upload at the same time */
    ObjectStore open(Bucket bucket, int uploads) throws DriverException {
        return confined(bucket, new S3ObjectStore(settings(bucket), permit::require, uploads));
    }

    /** One whose calls give up soon, since it is to be found out whether they succeed at all. */
    ObjectStore openForTrial(Bucket bucket) throws DriverException {
        return confined(bucket, S3ObjectStore.forTrial(settings(bucket), permit::require));
    }

    private S3Settings settings(Bucket bucket) throws DriverException {
        var target = bucket.s3();
        var endpoint = endpoint(bucket);
        boolean pathStyle = target.pathStyle() == null ? endpoint != null : target.pathStyle();
        var source = new SettingsSource(bucket.at(""), bucket.at(".s3.credentials"));
        return new S3Settings(
                target.region(),
                target.bucket(),
                endpoint,
                pathStyle,
                key(bucket),
                token(bucket),
                source,
                extras(bucket));
    }

    private static ObjectStore confined(Bucket bucket, ObjectStore store) {
        var folder = bucket.folder();
        return folder == null ? store : new FolderStore(store, folder, Locations.owner(bucket));
    }

    private static S3Extras extras(Bucket bucket) throws DriverException {
        var s3 = bucket.s3();
        var sse = s3.serverSideEncryption();
        var extras = new S3Extras(
                s3.checksums() != ChecksumPolicy.WHEN_REQUIRED,
                sse == null ? null : sse.type().word(),
                sse == null ? null : sse.kmsKeyId(),
                s3.caCertificate());
        extras.check(bucket.at(".s3.caCertificate"));
        return extras;
    }

    private @Nullable Credentials key(Bucket bucket) throws DriverException {
        var given = bucket.s3().credentials();
        return given == null
                ? null
                : new Credentials(
                        secrets.resolve(
                                bucket.namespace(), bucket.at(".s3.credentials.accessKeyId"), given.accessKeyId()),
                        secrets.resolve(
                                bucket.namespace(),
                                bucket.at(".s3.credentials.secretAccessKey"),
                                given.secretAccessKey()));
    }

    private @Nullable String token(Bucket bucket) throws DriverException {
        var given = bucket.s3().credentials();
        return given == null || given.sessionToken() == null
                ? null
                : secrets.resolve(bucket.namespace(), bucket.at(".s3.credentials.sessionToken"), given.sessionToken());
    }

    /** Who can read what goes there; null where it is stored as it is. */
    @Nullable
    AgeRecipients recipients(Bucket bucket) throws DriverException {
        var encryption = bucket.encryption();
        if (encryption == null) {
            return null;
        }
        var ref = new SecretKeyRef(encryption.secretName(), BackupEncryption.RECIPIENTS);
        return AgeRecipients.parse(secrets.value(bucket.namespace(), bucket.at(".encryption"), ref), describe(ref));
    }

    /**
     * The private keys for what was stored there.
     *
     * @return null where nothing is encrypted
     */
    @Nullable
    AgeIdentities identities(Bucket bucket) throws DriverException {
        var encryption = bucket.encryption();
        if (encryption == null) {
            return null;
        }
        var ref = new SecretKeyRef(encryption.secretName(), BackupEncryption.IDENTITIES);
        return AgeIdentities.parse(secrets.value(bucket.namespace(), bucket.at(".encryption"), ref), describe(ref));
    }

    /**
     * The public keys of those whose manifests there count.
     *
     * @return null where nothing says that manifests are signed
     */
    @Nullable
    TrustedKeys trusted(Bucket bucket) throws DriverException {
        var signing = bucket.signing();
        if (signing == null) {
            return null;
        }
        var ref = new SecretKeyRef(signing.secretName(), BackupSigning.TRUSTED);
        return TrustedKeys.parse(secrets.value(bucket.namespace(), bucket.at(".signing"), ref), describe(ref));
    }

    /** Signs manifests that go there; null where they are stored unsigned. */
    @Nullable
    ManifestSigner signer(Bucket bucket) throws DriverException {
        var signing = bucket.signing();
        var trusted = trusted(bucket);
        if (signing == null || trusted == null) {
            return null;
        }
        var ref = new SecretKeyRef(signing.secretName(), BackupSigning.KEY);
        return ManifestSigner.parse(
                secrets.value(bucket.namespace(), bucket.at(".signing"), ref), describe(ref), trusted);
    }

    private static String describe(SecretKeyRef ref) {
        return "key " + ref.key() + " of the Secret " + ref.name();
    }
}
