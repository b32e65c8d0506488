package com.isotoma.dboperator.operator.view;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cluster as the operator's caches have it: it may lag behind, and asking it costs no request. What it returns is
 * shared with the caches and must not be changed. Safe for use by several threads.
 */
public interface ClusterView {
    /** Whether every cache has been filled; before that, nothing may be concluded from what is missing. */
    boolean synced();

    Optional<Database> database(String namespace, String name);

    /**
     * A Database that has vanished without its last run, since its finalizer was taken off: what it held may be held still. As
     * it was last seen, and being deleted.
     */
    default Optional<Database> departed(String namespace, String name) {
        return Optional.empty();
    }

    /** All of those. */
    default List<Database> departed() {
        return List.of();
    }

    /** What the departed Database held is released. */
    default void released(Database departed) {}

    Optional<Backup> backup(String namespace, String name);

    /** The Backups of a Database, whether or not it exists. */
    List<Backup> backupsOf(String namespace, String database);

    Optional<Restore> restore(String namespace, String name);

    /** The Restores into a Database, whether or not it exists. */
    List<Restore> restoresOf(String namespace, String database);

    /** The BackupSchedules of a Database, whether or not it exists. */
    List<BackupSchedule> schedulesOf(String namespace, String database);

    /** The Jobs that work or have worked for a Database, wherever they run, and that the operator has made. */
    List<Job> jobsOf(String namespace, String database);

    Optional<Driver> driver(String name);

    NavigableSet<String> driverNames();

    /** A StorageLocation as far as it says who may use it, which Secrets it refers to, and how it stands. */
    Optional<StorageLocation> location(String name);

    /** Every Database. */
    Stream<Database> databases();

    /** Every Backup. */
    Stream<Backup> backups();

    /** Every Restore. */
    Stream<Restore> restores();

    /** Every BackupSchedule. */
    Stream<BackupSchedule> schedules();

    /** Every StorageLocation. */
    Stream<StorageLocation> locations();

    /** Whether there is such a Database and it cannot be read: {@link #database} has none of it, and it is not gone. */
    boolean unreadableDatabase(String namespace, String name);

    /** The same of a Driver. */
    boolean unreadableDriver(String name);

    /** Every resource of which only the metadata could be read; no other method returns any of them. */
    Stream<HasMetadata> unreadable();

    /** Makes a Job visible that was created or found just now and that the cache may not have yet. */
    void remember(Job job);
}
