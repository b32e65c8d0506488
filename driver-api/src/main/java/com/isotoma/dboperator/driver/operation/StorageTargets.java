package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.crds.v1alpha1.BackupEncryption;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.crds.v1alpha1.SecretKeyRef;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.SecretValues;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.AgeIdentities;
import com.isotoma.dboperator.driver.storage.AgeRecipients;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import com.isotoma.dboperator.driver.storage.S3ObjectStore;
import com.isotoma.dboperator.driver.storage.S3Settings;
import com.isotoma.dboperator.driver.storage.SettingsSource;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the object stores that backups go to. */
final class StorageTargets {
    /** Where a Database's own stands. */
    private static final String FIELD = "spec.backupTo";

    private final SecretValues secrets;
    private final Permit permit;

    @Inject
    StorageTargets(SecretValues secrets, Permit permit) {
        this.secrets = secrets;
        this.permit = permit;
    }

    /**
     * A place that is given in a resource.
     *
     * @param namespace of the resource, and of the Secrets that it refers to
     * @param field where it stands in the resource, for messages
     */
    record Place(String namespace, String field, BackupTarget target) {
        S3Target s3() throws DriverException {
            var s3 = target.target();
            if (s3 == null) {
                throw DriverException.user(Reasons.INVALID_SPEC, field + " has neither s3 nor S3: give one of them");
            }
            return s3;
        }

        boolean encrypted() {
            return target.encryption() != null;
        }
    }

    /** Where a backup goes: what it says itself, else its Database, which then must say something. */
    static List<Place> of(DatabaseHandle database, List<BackupTarget> own) throws DriverException {
        if (own.isEmpty()) {
            return List.of(of(database));
        }
        var places = new ArrayList<Place>();
        for (int i = 0; i < own.size(); i++) {
            places.add(new Place(database.namespace(), FIELD + "[" + i + "] of the Backup", own.get(i)));
        }
        return places;
    }

    /** The place that the Database says, which must be there. */
    static Place of(DatabaseHandle database) throws DriverException {
        var backupTo = database.spec().backupTo();
        if (backupTo == null || backupTo.target() == null) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "The Database " + database.name() + " has no spec.backupTo: add it, so that backups have a place"
                            + " to go");
        }
        return new Place(database.namespace(), FIELD, backupTo);
    }

    private static @Nullable URI endpoint(Place place) throws DriverException {
        var endpoint = place.s3().endpoint();
        try {
            return endpoint == null ? null : new URI(endpoint);
        } catch (URISyntaxException e) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    place.field() + ".s3.endpoint is '" + endpoint + "': give an address such as https://host:port");
        }
    }

    /** @param uploads how many stores will take an upload at the same time */
    ObjectStore open(Place place, int uploads) throws DriverException {
        var target = place.s3();
        var endpoint = endpoint(place);
        boolean pathStyle = target.pathStyle() == null ? endpoint != null : target.pathStyle();
        var field = place.field() + ".s3.credentials";
        var source = new SettingsSource(place.field(), field);
        var settings = new S3Settings(
                target.region(), target.bucket(), endpoint, pathStyle, key(place, field), token(place, field), source);
        return new S3ObjectStore(settings, permit::require, uploads);
    }

    private @Nullable Credentials key(Place place, String field) throws DriverException {
        var given = place.s3().credentials();
        return given == null
                ? null
                : new Credentials(
                        secrets.resolve(place.namespace(), field + ".accessKeyId", given.accessKeyId()),
                        secrets.resolve(place.namespace(), field + ".secretAccessKey", given.secretAccessKey()));
    }

    private @Nullable String token(Place place, String field) throws DriverException {
        var given = place.s3().credentials();
        return given == null || given.sessionToken() == null
                ? null
                : secrets.resolve(place.namespace(), field + ".sessionToken", given.sessionToken());
    }

    /** Who can read what goes there; null where it is stored as it is. */
    @Nullable
    AgeRecipients recipients(Place place) throws DriverException {
        var encryption = place.target().encryption();
        if (encryption == null) {
            return null;
        }
        var ref = new SecretKeyRef(encryption.secretName(), BackupEncryption.RECIPIENTS);
        return AgeRecipients.parse(secrets.value(place.namespace(), place.field() + ".encryption", ref), describe(ref));
    }

    /**
     * The private keys for what was stored there.
     *
     * @return null where nothing is encrypted
     */
    @Nullable
    AgeIdentities identities(Place place) throws DriverException {
        var encryption = place.target().encryption();
        if (encryption == null) {
            return null;
        }
        var ref = new SecretKeyRef(encryption.secretName(), BackupEncryption.IDENTITIES);
        return AgeIdentities.parse(secrets.value(place.namespace(), place.field() + ".encryption", ref), describe(ref));
    }

    private static String describe(SecretKeyRef ref) {
        return "key " + ref.key() + " of the Secret " + ref.name();
    }
}
