package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.read.Unreadable;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.jobs.JobOrigin;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The informers of the controllers, each kind watched once. They are handed over while the controllers are registered,
 * and may be read from when {@link #synced()}.
 */
final class Caches implements ClusterView {
    private static final String BY_DATABASE = "database";
    private static final String BY_DRIVER = "driver";

    private volatile @Nullable IndexerResourceCache<Database> databases;
    private volatile @Nullable IndexerResourceCache<Backup> backups;
    private volatile @Nullable IndexerResourceCache<Restore> restores;
    private volatile @Nullable IndexerResourceCache<BackupSchedule> schedules;
    private volatile @Nullable IndexerResourceCache<StorageLocation> locations;
    private volatile @Nullable InformerEventSource<Job, Database> jobs;
    private volatile @Nullable InformerEventSource<Driver, Database> drivers;
    private volatile boolean synced;
    private final Map<String, Database> departed = new ConcurrentHashMap<>();

    void databases(IndexerResourceCache<Database> cache) {
        cache.addIndexer(
                BY_DRIVER, ReadableResources.keys(database -> database.getSpec().driver()));
        databases = cache;
    }

    void backups(IndexerResourceCache<Backup> cache) {
        cache.addIndexer(
                BY_DATABASE,
                ReadableResources.keys(backup -> key(
                        backup.getMetadata().getNamespace(), backup.getSpec().database())));
        backups = cache;
    }

    void restores(IndexerResourceCache<Restore> cache) {
        cache.addIndexer(
                BY_DATABASE,
                ReadableResources.keys(restore -> key(
                        restore.getMetadata().getNamespace(), restore.getSpec().database())));
        restores = cache;
    }

    void schedules(IndexerResourceCache<BackupSchedule> cache) {
        cache.addIndexer(
                BY_DATABASE,
                ReadableResources.keys(schedule -> key(
                        schedule.getMetadata().getNamespace(),
                        schedule.getSpec().database())));
        schedules = cache;
    }

    void locations(IndexerResourceCache<StorageLocation> cache) {
        locations = cache;
    }

    void jobs(InformerEventSource<Job, Database> source) {
        jobs = source;
    }

    void drivers(InformerEventSource<Driver, Database> source) {
        drivers = source;
    }

    void markSynced() {
        synced = true;
    }

    /** Takes notice of a Database that is gone; one whose last run did not end has Secrets that are still to be released. */
    void gone(Database last) {
        var status = last.getStatus();
        var phase = status == null ? null : status.phase();
        if (phase == null || phase == DatabasePhase.DELETED) {
            return;
        }
        var meta = new ObjectMetaBuilder(last.getMetadata()).build();
        if (meta.getDeletionTimestamp() == null) {
            meta.setDeletionTimestamp(
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        var departed = new Database();
        departed.setMetadata(meta);
        departed.setSpec(last.getSpec());
        departed.setStatus(status);
        this.departed.put(key(meta.getNamespace(), meta.getName()), departed);
    }

    @Override
    public Optional<Database> departed(String namespace, String name) {
        return Optional.ofNullable(departed.get(key(namespace, name)));
    }

    @Override
    public List<Database> departed() {
        return List.copyOf(departed.values());
    }

    @Override
    public void released(Database database) {
        departed.values().remove(database);
    }

    @Override
    public boolean synced() {
        return synced;
    }

    /** The Databases that name a Driver. */
    Stream<Database> usersOf(String driver) {
        return known(databases).byIndex(BY_DRIVER, driver).stream();
    }

    @Override
    public Optional<Database> database(String namespace, String name) {
        return known(databases).get(new ResourceID(name, namespace)).filter(Unreadable::readable);
    }

    @Override
    public Optional<Backup> backup(String namespace, String name) {
        return known(backups).get(new ResourceID(name, namespace)).filter(Unreadable::readable);
    }

    @Override
    public List<Backup> backupsOf(String namespace, String database) {
        return known(backups).byIndex(BY_DATABASE, key(namespace, database));
    }

    @Override
    public Optional<Restore> restore(String namespace, String name) {
        return known(restores).get(new ResourceID(name, namespace)).filter(Unreadable::readable);
    }

    @Override
    public List<Restore> restoresOf(String namespace, String database) {
        return known(restores).byIndex(BY_DATABASE, key(namespace, database));
    }

    @Override
    public List<Job> jobsOf(String namespace, String database) {
        return known(jobs).getSecondaryResources(named(namespace, database)).stream()
                .filter(job -> JobOrigin.ours(job, this))
                .toList();
    }

    @Override
    public Optional<Driver> driver(String name) {
        return known(drivers).get(new ResourceID(name)).filter(Unreadable::readable);
    }

    @Override
    public NavigableSet<String> driverNames() {
        var names = new TreeSet<String>();
        known(drivers)
                .list(Unreadable::readable)
                .forEach(driver -> names.add(driver.getMetadata().getName()));
        return names;
    }

    @Override
    public Optional<StorageLocation> location(String name) {
        return known(locations).get(new ResourceID(name)).filter(Unreadable::readable);
    }

    @Override
    public Stream<StorageLocation> locations() {
        return known(locations).list(Unreadable::readable);
    }

    @Override
    public Stream<Database> databases() {
        return known(databases).list(Unreadable::readable);
    }

    @Override
    public Stream<Backup> backups() {
        return known(backups).list(Unreadable::readable);
    }

    @Override
    public Stream<Restore> restores() {
        return known(restores).list(Unreadable::readable);
    }

    @Override
    public Stream<BackupSchedule> schedules() {
        return known(schedules).list(Unreadable::readable);
    }

    @Override
    public List<BackupSchedule> schedulesOf(String namespace, String database) {
        return known(schedules).byIndex(BY_DATABASE, key(namespace, database));
    }

    @Override
    public boolean unreadableDatabase(String namespace, String name) {
        return known(databases)
                .get(new ResourceID(name, namespace))
                .flatMap(Unreadable::of)
                .isPresent();
    }

    @Override
    public boolean unreadableDriver(String name) {
        return known(drivers).get(new ResourceID(name)).flatMap(Unreadable::of).isPresent();
    }

    @Override
    public Stream<HasMetadata> unreadable() {
        return Stream.of(databases, backups, restores, schedules, locations, jobs, drivers)
                .flatMap(cache -> known(cache).list(resource -> !Unreadable.readable(resource)));
    }

    @Override
    public void remember(Job job) {
        known(jobs).handleRecentResourceCreate(ResourceID.fromResource(job), job);
    }

    /** The index of Jobs is asked with a resource, of which it reads only the name. */
    private static Database named(String namespace, String name) {
        var database = new Database();
        database.getMetadata().setNamespace(namespace);
        database.getMetadata().setName(name);
        return database;
    }

    private static String key(String namespace, String database) {
        return namespace + "/" + database;
    }

    private static <T> T known(@Nullable T cache) {
        if (cache == null) {
            throw new IllegalStateException("the controllers are not registered yet");
        }
        return cache;
    }
}
