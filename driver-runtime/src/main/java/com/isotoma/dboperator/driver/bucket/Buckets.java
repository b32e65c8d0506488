package com.isotoma.dboperator.driver.bucket;

import com.isotoma.dboperator.crds.v1alpha1.BackupEncryption;
import com.isotoma.dboperator.crds.v1alpha1.BackupSigning;
import com.isotoma.dboperator.crds.v1alpha1.SecretKeyRef;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.NamespaceIdentity;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.cluster.secret.SecretValues;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.AgeIdentities;
import com.isotoma.dboperator.driver.storage.AgeRecipients;
import com.isotoma.dboperator.driver.storage.FolderStore;
import com.isotoma.dboperator.driver.storage.ManifestSigner;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import com.isotoma.dboperator.driver.storage.S3ObjectStore;
import com.isotoma.dboperator.driver.storage.S3Settings;
import com.isotoma.dboperator.driver.storage.SettingsSource;
import com.isotoma.dboperator.driver.storage.TrustedKeys;
import com.isotoma.dboperator.reasons.LocationReasons;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bucket that a place means, sees to it that nobody uses what is not theirs, and opens its store. A StorageLocation
 * is read once for each run.
 */
public final class Buckets {
    private final ClusterClient cluster;
    private final SystemNamespace system;
    private final SecretValues secrets;
    private final Permit permit;
    private final Map<String, Bucket> read = new HashMap<>();

    @Inject
    public Buckets(ClusterClient cluster, SystemNamespace system, SecretValues secrets, Permit permit) {
        this.cluster = cluster;
        this.system = system;
        this.secrets = secrets;
        this.permit = permit;
    }

    /** @throws DriverException of kind USER when there is none that the place's namespace may use */
    public Bucket bucket(Place place) throws DriverException {
        var location = place.target().location();
        if (location == null) {
            return own(place);
        }
        var name = system.name();
        if (name == null) {
            throw notAllowed(place, location);
        }
        var found = read.get(location);
        if (found == null) {
            var handle = cluster.location(location)
                    .filter(l -> l.spec().allows(place.namespace()))
                    .orElseThrow(() -> notAllowed(place, location));
            if (!cluster.locationsBefore(handle).isEmpty()) {
                throw nested(place, location);
            }
            found = Bucket.whole(handle, name).confinedTo(place.namespace());
            read.put(location, found);
        }
        return found;
    }

    /** Whether the credentials of the place are there only for runs in the operator's namespace, and this is none. */
    public boolean outOfReach(Place place) {
        return place.target().location() != null && system.name() == null;
    }

    private Bucket own(Place place) throws DriverException {
        var s3 = place.target().target();
        if (s3 == null) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC, place.field() + " has none of s3, S3 and location: give one of them");
        }
        if (s3.credentials() == null && system.servesOther(place.namespace())) {
            // Whoever may write a resource could use it for the role of the operator's account, which is not theirs.
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    place.field() + ".s3 has no credentials, and this run is in the operator's namespace, whose role is"
                            + " not that of namespace " + place.namespace()
                            + ": give credentials, or use StorageLocations alone");
        }
        return Bucket.own(place, s3);
    }

    /** One text for both, since who may not use it need not learn whether it exists. */
    private static DriverException notAllowed(Place place, String location) {
        return DriverException.user(
                Reasons.LOCATION_NOT_ALLOWED,
                place.field() + ".location is '" + location + "', and no StorageLocation of that name may be used by"
                        + " namespace " + place.namespace() + ": correct the name, or have whoever keeps the"
                        + " StorageLocation add " + place.namespace() + " to its spec.allowedNamespaces. An Event"
                        + " LocationsNested says where it is not used because it shares folders with an older one");
    }

    /** The names of the others are not for those who may use this one. */
    private static DriverException nested(Place place, String location) {
        return DriverException.user(
                LocationReasons.LOCATIONS_NESTED,
                place.field() + ".location is '" + location + "', and that StorageLocation shares folders with an older"
                        + " one, so nothing is stored or read there: have whoever keeps it give it another prefix, or use"
                        + " another location");
    }

    /** @param uploads how many stores will take an upload at the same time */
    public ObjectStore open(Bucket bucket, int uploads) throws DriverException {
        return confined(bucket, new S3ObjectStore(settings(bucket), permit::require, uploads));
    }

    /** One whose calls give up soon, since it is to be found out whether they succeed at all. */
    public ObjectStore openForTrial(Bucket bucket) throws DriverException {
        return confined(bucket, S3ObjectStore.forTrial(settings(bucket), permit::require));
    }

    /** Whose backups count there, of which this namespace's folder is one. */
    public FolderTenant tenant(Bucket bucket, String tenant) {
        return bucket.folder() == null ? FolderTenant.ANY : FolderTenant.of(cluster, tenant);
    }

    /** The uid of the namespace, for manifests; empty where this run may not read it. */
    public String uidOf(String tenant) {
        return cluster.namespace(tenant).map(NamespaceIdentity::uid).orElse("");
    }

    private S3Settings settings(Bucket bucket) throws DriverException {
        var target = bucket.s3();
        var endpoint = bucket.endpoint();
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
                bucket.extras());
    }

    private static ObjectStore confined(Bucket bucket, ObjectStore store) {
        var folder = bucket.folder();
        return folder == null ? store : new FolderStore(store, folder, bucket.owner());
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
    public AgeRecipients recipients(Bucket bucket) throws DriverException {
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
    public AgeIdentities identities(Bucket bucket) throws DriverException {
        var encryption = bucket.encryption();
        if (encryption == null) {
            return null;
        }
        var ref = new SecretKeyRef(encryption.identities(), BackupEncryption.IDENTITIES);
        return AgeIdentities.parse(secrets.value(bucket.namespace(), bucket.at(".encryption"), ref), describe(ref));
    }

    /**
     * The public keys of those whose manifests there count.
     *
     * @return null where nothing says that manifests are signed
     */
    @Nullable
    public TrustedKeys trusted(Bucket bucket) throws DriverException {
        var signing = bucket.signing();
        if (signing == null) {
            return null;
        }
        var ref = new SecretKeyRef(signing.secretName(), BackupSigning.TRUSTED);
        return TrustedKeys.parse(secrets.value(bucket.namespace(), bucket.at(".signing"), ref), describe(ref));
    }

    /** Signs manifests that go there; null where they are stored unsigned. */
    @Nullable
    public ManifestSigner signer(Bucket bucket) throws DriverException {
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
