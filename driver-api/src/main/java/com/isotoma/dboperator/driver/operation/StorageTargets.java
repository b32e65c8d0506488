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
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Opens the object store that a Database backs up to. */
final class StorageTargets {
    private static final String FIELD = "spec.backupTo.s3";

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

    private static @Nullable URI endpoint(S3Target target) throws DriverException {
        try {
            return target.endpoint() == null ? null : new URI(target.endpoint());
        } catch (URISyntaxException e) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    FIELD + ".endpoint is '" + target.endpoint() + "': give an address such as https://host:port");
        }
    }

    ObjectStore open(DatabaseHandle database) throws DriverException {
        var target = of(database);
        var endpoint = endpoint(target);
        boolean pathStyle = target.pathStyle() == null ? endpoint != null : target.pathStyle();
        var given = target.credentials();
        if (given == null) {
            return open(new S3Settings(target.region(), target.bucket(), endpoint, pathStyle, null, null));
        }
        var namespace = database.namespace();
        var key = new Credentials(
                secrets.resolve(namespace, FIELD + ".credentials.accessKeyId", given.accessKeyId()),
                secrets.resolve(namespace, FIELD + ".credentials.secretAccessKey", given.secretAccessKey()));
        var token = given.sessionToken() == null
                ? null
                : secrets.resolve(namespace, FIELD + ".credentials.sessionToken", given.sessionToken());
        return open(new S3Settings(target.region(), target.bucket(), endpoint, pathStyle, key, token));
    }

    private ObjectStore open(S3Settings settings) {
        return new S3ObjectStore(settings, permit::require);
    }
}
