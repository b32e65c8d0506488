package com.isotoma.dboperator.driver.bucket;

import com.isotoma.dboperator.crds.v1alpha1.BackupEncryption;
import com.isotoma.dboperator.crds.v1alpha1.BackupSigning;
import com.isotoma.dboperator.crds.v1alpha1.ChecksumPolicy;
import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.driver.cluster.LocationHandle;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.FolderStore;
import com.isotoma.dboperator.driver.storage.ObjectKeys;
import com.isotoma.dboperator.driver.storage.S3Extras;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A bucket that this run may use, and where its settings stand.
 *
 * @param namespace of the Secrets that the settings refer to
 * @param field where the settings begin, for messages
 * @param resource what is said after the field: " of StorageLocation x", or nothing
 * @param s3 the settings
 * @param encryption how what goes there is encrypted; null stores it as it is
 * @param signing how manifests there are signed; null stores them unsigned, and asks for no signature
 * @param folder what keys must begin with, with a slash at its end; null where they may be any
 */
public record Bucket(
        String namespace,
        String field,
        String resource,
        S3Target s3,
        @Nullable BackupEncryption encryption,
        @Nullable BackupSigning signing,
        @Nullable String folder) {

    /** One that a resource gives itself, and that is its own to use. */
    static Bucket own(Place place, S3Target s3) {
        var target = place.target();
        return new Bucket(place.namespace(), place.field(), "", s3, target.encryption(), target.signing(), null);
    }

    /** All of a location, for the run that tries it out. */
    public static Bucket whole(LocationHandle location, String systemNamespace) {
        return new Bucket(
                systemNamespace,
                "spec",
                " of StorageLocation " + location.name(),
                location.spec().s3(),
                location.spec().encryption(),
                location.spec().signing(),
                null);
    }

    /** The same for one namespace, which has a folder of its own there. */
    Bucket confinedTo(String tenant) {
        return new Bucket(namespace, field, resource, s3, encryption, signing, ObjectKeys.folder(s3.prefix(), tenant));
    }

    /** The field of that name, given from the bucket's own on, as in {@code .s3.credentials}. */
    public String at(String name) {
        return field + name + resource;
    }

    public boolean encrypted() {
        return encryption != null;
    }

    public String url(String key) {
        return "s3://" + s3.bucket() + "/" + key;
    }

    /** Whether an object may be there and may be asked for. */
    public boolean holds(String url) {
        var all = url("");
        return url.startsWith(all) && (folder == null || FolderStore.holds(folder, url.substring(all.length())));
    }

    public Bucket withBucket(String other) {
        return new Bucket(namespace, field, resource, s3.withBucket(other), encryption, signing, folder);
    }

    @Nullable
    URI endpoint() throws DriverException {
        var endpoint = s3.endpoint();
        try {
            return endpoint == null ? null : new URI(endpoint);
        } catch (URISyntaxException e) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    at(".s3.endpoint") + " is '" + endpoint + "': give an address such as https://host:port");
        }
    }

    S3Extras extras() throws DriverException {
        var sse = s3.serverSideEncryption();
        var extras = new S3Extras(
                s3.checksums() != ChecksumPolicy.WHEN_REQUIRED,
                sse == null ? null : sse.type().word(),
                sse == null ? null : sse.kmsKeyId(),
                s3.caCertificate());
        extras.check(at(".s3.caCertificate"));
        return extras;
    }

    /** Whose folder it is, for the messages of a {@link FolderStore}. */
    public String owner() {
        return "the only folder that this namespace has" + resource;
    }
}
