package com.isotoma.dboperator.operator.view;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as the operator's caches have it: it may lag behind, and asking it costs no request. What it returns is
 * shared with the caches and must not be changed. What cannot be read is in none of it but {@link #unreadable()}. Safe for
 * use by several threads.
 */
public interface ClusterView {
    /** Whether every cache has been filled; before that, nothing may be concluded from what is missing. */
    boolean synced();

    /** @param namespace null for a kind without namespaces */
    <R extends HasMetadata> Optional<R> find(Class<R> kind, @Nullable String namespace, String name);

    /** Every resource of a kind. */
    <R extends HasMetadata> Stream<R> all(Class<R> kind);

    /** The resources of a kind that name a Database of their namespace, whether or not it exists. */
    <R extends HasMetadata> List<R> ofDatabase(Class<R> kind, String namespace, String database);

    /** The Jobs that were created for a Database, wherever they run, and that the operator has made. */
    List<Job> jobsOf(String namespace, String database);

    /** The Jobs that serve a server, as their label has it, and that the operator has made in this namespace. */
    List<Job> sharedJobs(String namespace, String server);

    /** The Jobs of all namespaces that say they move data on the server at that place. */
    List<Job> jobsAt(String place);

    /** Whether there is such a resource and it cannot be read: {@link #find} has none of it, and it is not gone. */
    boolean unreadable(Class<? extends HasMetadata> kind, @Nullable String namespace, String name);

    /** Every resource of which only the metadata could be read. */
    Stream<HasMetadata> unreadable();

    /** Makes a Job visible that was created or found just now and that the cache may not have yet. */
    void remember(Job job);

    default Optional<Database> database(String namespace, String name) {
        return find(Database.class, namespace, name);
    }

    default Optional<Driver> driver(String name) {
        return find(Driver.class, null, name);
    }

    default NavigableSet<String> driverNames() {
        return all(Driver.class)
                .map(driver -> driver.getMetadata().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A StorageLocation as far as it says who may use it, which Secrets it refers to, and how it stands. */
    default Optional<StorageLocation> location(String name) {
        return find(StorageLocation.class, null, name);
    }

    /** A DatabaseServer as far as it says who may use it, which Secrets it refers to, what its defaults are, and how it stands. */
    default Optional<DatabaseServer> server(String name) {
        return find(DatabaseServer.class, null, name);
    }

    default Stream<DatabaseServer> servers() {
        return all(DatabaseServer.class);
    }

    default Stream<StorageLocation> locations() {
        return all(StorageLocation.class);
    }
}
