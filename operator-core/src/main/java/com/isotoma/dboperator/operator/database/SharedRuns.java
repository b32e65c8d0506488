package com.isotoma.dboperator.operator.database;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.isotoma.dboperator.crds.contract.Assignments;
import com.isotoma.dboperator.operator.job.JobMarks;
import com.isotoma.dboperator.operator.job.JobProgress;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The runs that serve all Databases of a server: which one takes more work, and what each was given. Safe for use by several
 * threads.
 */
final class SharedRuns {
    /** Until this long after its creation a run is given more; it looks for more some time longer. */
    static final Duration ACCEPTING = Duration.ofMinutes(3);

    /** What a run was given and has not begun by then, it may never begin: a driver may know nothing of shared runs. */
    static final Duration SERVING = Duration.ofMinutes(6);

    /** What this process wrote is in the cache after so long at the latest. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

    /** How many annotations are kept as they were understood. */
    private static final int UNDERSTOOD = 200;

    private final ClusterView view;
    private final Clock clock;

    /** The Jobs as this process wrote them last, which the cache may not have yet; by uid. */
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    private final LoadingCache<String, Set<Work>> understood =
            CacheBuilder.newBuilder().maximumSize(UNDERSTOOD).build(CacheLoader.from(SharedRuns::understand));

    private record Work(String database, String job) {}

    /** @param seen whether the cache has had the Job since: when it has it no more, the Job is gone */
    private record Written(Job job, Instant at, boolean seen) {}

    @Inject
    SharedRuns(ClusterView view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    /** Takes notice of a Job as the API server returned it just now. */
    void wrote(Job job) {
        written.compute(
                job.getMetadata().getUid(),
                (uid, before) -> new Written(job, clock.instant(), before != null && before.seen()));
    }

    /** The run to which more work of the server can be given; the one that was last created, of several. */
    Optional<Job> open(String namespace, String server) {
        return unfinished(namespace, server)
                .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
                .filter(job -> JobProgress.age(job, clock.instant()).compareTo(ACCEPTING) < 0)
                .filter(job -> work(job).size() < Assignments.MOST)
                .max(Comparator.comparing(job -> job.getMetadata().getCreationTimestamp()));
    }

    /** Whether a run that does its work, or is about to begin, was given this. */
    boolean assigned(String namespace, String server, String database, String job) {
        var wanted = new Work(database, job);
        return unfinished(namespace, server)
                .filter(run -> JobProgress.age(run, clock.instant()).compareTo(SERVING) < 0)
                .anyMatch(run -> work(run).contains(wanted));
    }

    private Stream<Job> unfinished(String namespace, String server) {
        return known(namespace, server).stream()
                .filter(job -> !JobProgress.finished(job) && !JobProgress.late(job, clock.instant()));
    }

    /** As the cache has them, with what was written since; and those that it does not have yet. */
    private List<Job> known(String namespace, String server) {
        var jobs = new LinkedHashMap<String, Job>();
        view.sharedJobs(namespace, server)
                .forEach(job -> jobs.put(job.getMetadata().getUid(), job));
        var trusted = clock.instant().minus(ON_ITS_WAY);
        written.values().removeIf(was -> was.at().isBefore(trusted));
        for (var was : List.copyOf(written.values())) {
            var uid = was.job().getMetadata().getUid();
            if (!of(was.job(), namespace, server)) {
                continue;
            }
            if (jobs.containsKey(uid)) {
                written.replace(uid, was, new Written(was.job(), was.at(), true));
            } else if (was.seen()) {
                written.remove(uid, was);
                continue;
            }
            jobs.merge(uid, was.job(), SharedRuns::later);
        }
        return List.copyOf(jobs.values());
    }

    private static boolean of(Job job, String namespace, String server) {
        return namespace.equals(job.getMetadata().getNamespace())
                && JobMarks.server(job).equals(Optional.of(server));
    }

    /** Of one Job: its status is the cache's, for that goes on; its work only ever becomes more. */
    private static Job later(Job cached, Job written) {
        if (JobProgress.finished(cached)
                || text(cached).length() >= text(written).length()) {
            return cached;
        }
        return new JobBuilder(written).withStatus(cached.getStatus()).build();
    }

    private static String text(Job job) {
        var annotations = job.getMetadata().getAnnotations();
        var text = annotations == null ? null : annotations.get(Assignments.ANNOTATION);
        return text == null ? "" : text;
    }

    private Set<Work> work(Job job) {
        return understood.getUnchecked(text(job));
    }

    private static Set<Work> understand(String text) {
        return Assignments.of(Map.of(Assignments.ANNOTATION, text)).stream()
                .map(a -> new Work(a.database(), a.job()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
