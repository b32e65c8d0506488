package com.isotoma.dboperator.driver.source;

import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.driver.bucket.Bucket;
import com.isotoma.dboperator.driver.bucket.Buckets;
import com.isotoma.dboperator.driver.bucket.FolderTenant;
import com.isotoma.dboperator.driver.bucket.Place;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.NamedServers;
import com.isotoma.dboperator.driver.cluster.RestoreHandle;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.AgeIdentities;
import com.isotoma.dboperator.driver.storage.AgeRecipients;
import com.isotoma.dboperator.driver.storage.FoundManifest;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import com.isotoma.dboperator.driver.storage.TrustedKeys;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens the store that has the object to restore. */
public final class SourceStores {
    private static final Pattern URL = Pattern.compile("s3://([^/]+)/(.+)");

    private final ClusterClient cluster;
    private final NamedServers servers;
    private final Buckets targets;

    @Inject
    SourceStores(ClusterClient cluster, NamedServers servers, Buckets targets) {
        this.servers = servers;
        this.cluster = cluster;
        this.targets = targets;
    }

    /**
     * An object, and how to read it; to be closed.
     *
     * @param identities the private keys; null when it is not encrypted
     * @param trusted whose manifests count; null where no signature is asked for
     * @param tenant whose backups count
     */
    public record Opened(
            ObjectStore store,
            String key,
            @Nullable AgeIdentities identities,
            @Nullable TrustedKeys trusted,
            FolderTenant tenant)
            implements AutoCloseable {
        /** The manifest, and what its signature is worth. */
        public FoundManifest manifest() throws DriverException, InterruptedException {
            return FoundManifest.in(store, key, trusted);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    /** @throws DriverException of kind USER when nothing says how to reach the object, or how to read it */
    public Opened open(DatabaseHandle database, RestoreHandle restore, Source source) throws DriverException {
        return open(database, restore.spec().storage(), source);
    }

    /** The same for a Backup, which says itself or by its Database where its object is. */
    public Opened open(DatabaseHandle database, Source source) throws DriverException {
        return open(database, (BackupTarget) null, source);
    }

    private Opened open(DatabaseHandle database, @Nullable BackupTarget given, Source source) throws DriverException {
        var url = URL.matcher(source.url());
        if (!url.matches()) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "The object to restore is '" + source.url() + "', which is no address such as s3://bucket/key");
        }
        var way = given == null
                ? way(database, source, url.group(1))
                : given(new Place(database.namespace(), "spec.storage", given), source);
        var identities = identities(way, source);
        var trusted = targets.trusted(way);
        return new Opened(
                targets.open(way, 1), url.group(2), identities, trusted, targets.tenant(way, database.namespace()));
    }

    private Bucket given(Place place, Source source) throws DriverException {
        var way = targets.bucket(place);
        if (way.holds(source.url())) {
            return way;
        }
        throw way.folder() == null
                ? DriverException.user(
                        Reasons.INVALID_SPEC,
                        "spec.storage.s3.bucket is '" + way.s3().bucket() + "', and the object to restore is "
                                + source.url() + ": correct one of them")
                : outside(way, way.folder(), source);
    }

    /** The first place of which the object can be, else the first of which it can be if its bucket was changed. */
    private Bucket way(DatabaseHandle database, Source source, String bucket) throws DriverException {
        Bucket other = null;
        DriverException refused = null;
        for (var place : places(database, source)) {
            try {
                var way = targets.bucket(place);
                if (way.holds(source.url())) {
                    return way;
                }
                var folder = way.folder();
                if (folder == null) {
                    other = other == null ? way.withBucket(bucket) : other;
                } else {
                    refused = refused == null ? outside(way, folder, source) : refused;
                }
            } catch (DriverException e) {
                refused = refused == null ? e : refused;
            }
        }
        if (other != null) {
            return other;
        }
        throw refused != null
                ? refused
                : DriverException.user(
                        Reasons.INVALID_SPEC,
                        "Nothing says how to reach " + source.url() + ": give spec.storage, or the Database "
                                + database.name() + " a spec.backupTo");
    }

    private static DriverException outside(Bucket way, String folder, Source source) {
        return DriverException.user(
                Reasons.LOCATION_NOT_ALLOWED,
                "The object to restore is " + source.url() + ", and " + way.url(folder) + " is "
                        + way.owner() + ": name an object that is in it, or give in spec.storage the object's"
                        + " bucket with credentials of your own");
    }

    /** What resources say of how to reach backups, the likeliest first. */
    private List<Place> places(DatabaseHandle database, Source source) throws DriverException {
        var places = new ArrayList<Place>();
        var backup = source.backup();
        if (backup != null && !backup.places().isEmpty()) {
            places.addAll(Place.of(database, backup.places()));
        }
        add(places, database);
        if (backup != null && !backup.spec().database().equals(database.name())) {
            cluster.database(database.namespace(), backup.spec().database()).ifPresent(d -> {
                boolean unused = servers.find(d);
                add(places, d);
            });
        }
        return places;
    }

    private static void add(List<Place> places, DatabaseHandle database) {
        Place.of(database, "spec.backupTo of Database " + database.name()).ifPresent(places::add);
    }

    private @Nullable AgeIdentities identities(Bucket way, Source source) throws DriverException {
        if (!source.url().endsWith(AgeRecipients.EXTENSION)) {
            return null;
        }
        if (!way.encrypted()) {
            throw DriverException.user(
                    Reasons.ENCRYPTION_KEY_INVALID,
                    source.url() + " is encrypted, and " + way.at("")
                            + " does not say with what: give spec.storage with encryption.secretName, a Secret with"
                            + " the private key");
        }
        return targets.identities(way);
    }
}
