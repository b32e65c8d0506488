package com.isotoma.dboperator.operator.runtime;

import com.isotoma.dboperator.crds.read.Unreadable;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.operator.job.JobMarks;
import com.isotoma.dboperator.operator.job.JobOrigin;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The informers of the controllers, each kind watched once. They are handed over while the controllers are registered,
 * and may be read from when {@link #synced()}.
 */
public final class Caches implements ClusterView {
    private static final String BY_DATABASE = "database";
    private static final String BY_SERVER = "server";
    private static final String BY_PLACE = "place";

    private final JobOrigin origin;
    private final Map<Class<?>, IndexerResourceCache<? extends HasMetadata>> kinds = new ConcurrentHashMap<>();
    private volatile @Nullable InformerEventSource<Job, Database> jobs;
    private volatile boolean synced;

    @Inject
    Caches(JobOrigin origin) {
        this.origin = origin;
    }

    /** The resources of a kind that has a controller. */
    <R extends HasMetadata> void add(Kind<R> kind, IndexerResourceCache<R> cache) {
        var database = kind.database();
        if (database != null) {
            cache.addIndexer(
                    BY_DATABASE,
                    readable(resource -> key(resource.getMetadata().getNamespace(), database.apply(resource))));
        }
        add(kind.type(), cache);
    }

    /** Those of a kind that a controller watches besides its own. */
    public <R extends HasMetadata> void add(Class<R> kind, IndexerResourceCache<R> cache) {
        kinds.put(kind, cache);
    }

    /** The operator's Jobs, each announced to the Database that it works for. */
    public void jobs(InformerEventSource<Job, Database> source) {
        source.addIndexer(
                BY_SERVER,
                job -> JobMarks.server(job).map(server -> key(job.getMetadata().getNamespace(), server)).stream()
                        .toList());
        source.addIndexer(BY_PLACE, job -> JobMarks.place(job).stream().toList());
        jobs = source;
        add(Job.class, source);
    }

    void markSynced() {
        synced = true;
    }

    @Override
    public boolean synced() {
        return synced;
    }

    @Override
    public <R extends HasMetadata> Optional<R> find(Class<R> kind, @Nullable String namespace, String name) {
        return cache(kind).get(new ResourceID(name, namespace)).filter(Unreadable::readable);
    }

    @Override
    public <R extends HasMetadata> Stream<R> all(Class<R> kind) {
        return cache(kind).list(Unreadable::readable);
    }

    @Override
    public <R extends HasMetadata> List<R> ofDatabase(Class<R> kind, String namespace, String database) {
        return cache(kind).byIndex(BY_DATABASE, key(namespace, database));
    }

    @Override
    public List<Job> jobsOf(String namespace, String database) {
        var source = jobs;
        if (source == null) {
            throw new IllegalStateException("the controllers are not registered yet");
        }
        return source.getSecondaryResources(named(namespace, database)).stream()
                // Shared ones are announced to all that they have served.
                .filter(job -> JobMarks.owner(job)
                        .filter(owner -> owner.database().equals(database))
                        .isPresent())
                .filter(job -> origin.ours(job, this))
                .toList();
    }

    @Override
    public List<Job> sharedJobs(String namespace, String server) {
        IndexerResourceCache<Job> cache = cache(Job.class);
        return cache.byIndex(BY_SERVER, key(namespace, server)).stream()
                .filter(job -> origin.ours(job, this))
                .toList();
    }

    @Override
    public List<Job> jobsAt(String place) {
        IndexerResourceCache<Job> cache = cache(Job.class);
        return cache.byIndex(BY_PLACE, place).stream()
                .filter(job -> origin.ours(job, this))
                .toList();
    }

    @Override
    public boolean unreadable(Class<? extends HasMetadata> kind, @Nullable String namespace, String name) {
        return cache(kind)
                .get(new ResourceID(name, namespace))
                .flatMap(Unreadable::of)
                .isPresent();
    }

    @Override
    public Stream<HasMetadata> unreadable() {
        return kinds.values().stream().flatMap(cache -> cache.list(resource -> !Unreadable.readable(resource)));
    }

    @Override
    public void remember(Job job) {
        var source = jobs;
        if (source != null) {
            source.handleRecentResourceCreate(ResourceID.fromResource(job), job);
        }
    }

    /** An index that has no entry for what cannot be read. */
    public static <R extends HasMetadata> Function<R, List<String>> readable(Function<R, String> key) {
        return resource -> Unreadable.readable(resource) ? List.of(key.apply(resource)) : List.of();
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

    @SuppressWarnings("unchecked") // put there with its class
    private <R extends HasMetadata> IndexerResourceCache<R> cache(Class<R> kind) {
        var cache = kinds.get(kind);
        if (cache == null) {
            throw new IllegalStateException("no controller is registered yet that watches " + kind.getSimpleName());
        }
        return (IndexerResourceCache<R>) cache;
    }
}
