package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.SecretValues;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import com.isotoma.dboperator.driver.storage.S3ObjectStore;
import com.isotoma.dboperator.driver.storage.S3Settings;
import com.isotoma.dboperator.driver.storage.SettingsSource;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Opens object stores that resources name. */
final class StorageTargets {
    private final SecretValues secrets;
    private final Permit permit;

    @Inject
    StorageTargets(SecretValues secrets, Permit permit) {
        this.secrets = secrets;
        this.permit = permit;
    }

    /** The target of the spec, which must be there. */
    static S3Target of(DatabaseHandle database) throws DriverException {
        var backupTo = database.spec().backupTo();
        var target = backupTo == null ? null : backupTo.target();
        if (target == null) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "The Database " + database.name() + " has no spec.backupTo: add it, so that backups have a place"
                            + " to go");
        }
        return target;
    }

    private static @Nullable URI endpoint(S3Target target, String field) throws DriverException {
        try {
            return target.endpoint() == null ? null : new URI(target.endpoint());
        } catch (URISyntaxException e) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    field + ".s3.endpoint is '" + target.endpoint() + "': give an address such as https://host:port");
        }
    }

    /** Opens the store that a Database backs up to. */
    ObjectStore open(DatabaseHandle database) throws DriverException {
        return open(database.namespace(), of(database), "spec.backupTo");
    }

    /** @param field where the target stands, for messages */
    ObjectStore open(String namespace, S3Target target, String field) throws DriverException {
        var endpoint = endpoint(target, field);
        boolean pathStyle = target.pathStyle() == null ? endpoint != null : target.pathStyle();
        var given = target.credentials();
        var at = field + ".s3.credentials";
        var key = given == null
                ? null
                : new Credentials(
                        secrets.resolve(namespace, at + ".accessKeyId", given.accessKeyId()),
                        secrets.resolve(namespace, at + ".secretAccessKey", given.secretAccessKey()));
        var token = given == null || given.sessionToken() == null
                ? null
                : secrets.resolve(namespace, at + ".sessionToken", given.sessionToken());
        var settings = new S3Settings(
                target.region(), target.bucket(), endpoint, pathStyle, key, token, new SettingsSource(field, at));
        return new S3ObjectStore(settings, permit::require);
    }
}
