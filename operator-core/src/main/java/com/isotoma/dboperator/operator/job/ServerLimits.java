package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many operations that move data a server bears at the same time, counted over all namespaces by where it is. Who has waited
 * longest is next; what waits is looked at again every few seconds, and forgotten when it is not. Safe for use by several threads.
 */
public final class ServerLimits {
    /** When what waits looks again. */
    static final Duration LOOK = Duration.ofSeconds(2);

    /** What has not looked again for so long does not wait any more. */
    private static final Duration FORGOTTEN = LOOK.multipliedBy(5);

    /** A Job may be on its way to the caches for so long. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

    private final ClusterView view;
    private final JobSettings settings;
    private final Clock clock;

    /** By place and then by namespace and name of the Job, in the order in which they came. */
    private final Map<String, LinkedHashMap<String, Waiting>> waiting = new HashMap<>();

    /** Jobs that were let through a moment ago, by place. */
    private final Map<String, Map<String, Instant>> admitted = new HashMap<>();

    private record Waiting(Instant since, Instant looked) {}

    /**
     * Why a Job does not start yet.
     *
     * @param since how long it has waited for a place
     */
    record Full(Duration since, String message) {}

    @Inject
    public ServerLimits(ClusterView view, JobSettings settings, Clock clock) {
        this.view = view;
        this.settings = settings;
        this.clock = clock;
    }

    /** Lets a Job through, which then has to be started at once; or says what it waits for. */
    synchronized Optional<Full> admit(String place, String namespace, String job) {
        var now = clock.instant();
        forget(now);
        var queue = waiting.computeIfAbsent(place, p -> new LinkedHashMap<>());
        var key = namespace + "/" + job;
        var since = queue.containsKey(key) ? queue.get(key).since() : now;
        queue.put(key, new Waiting(since, now));
        var working = working(place, key, now);
        var ahead = List.copyOf(queue.keySet()).indexOf(key);
        int most = most(place);
        if (working.size() + ahead < most) {
            queue.remove(key);
            admitted.computeIfAbsent(place, p -> new HashMap<>()).put(key, now);
            return Optional.empty();
        }
        return Optional.of(new Full(Duration.between(since, now), message(working, namespace, ahead, most)));
    }

    /** What a DatabaseServer that is there says, and of several the least. It counts for Databases that do not name it, too. */
    private int most(String place) {
        return view.servers()
                .filter(server -> ServerPlace.of(server.getSpec().connect()).equals(place))
                .flatMap(server -> Stream.ofNullable(server.getSpec().concurrentBackups()))
                .min(Comparator.naturalOrder())
                .orElse(settings.serverBackups());
    }

    /** How many wait, at all servers together. */
    synchronized long waiting() {
        forget(clock.instant());
        return waiting.values().stream().mapToLong(Map::size).sum();
    }

    /** Drops what is over, and places of which nothing is left: Databases can name any number of them. */
    private void forget(Instant now) {
        waiting.values()
                .forEach(queue ->
                        queue.values().removeIf(w -> w.looked().plus(FORGOTTEN).isBefore(now)));
        waiting.values().removeIf(Map::isEmpty);
        admitted.values()
                .forEach(
                        jobs -> jobs.values().removeIf(at -> at.plus(ON_ITS_WAY).isBefore(now)));
        admitted.values().removeIf(Map::isEmpty);
    }

    /** The other Jobs that move data there, by namespace and name. */
    private SortedSet<String> working(String place, String key, Instant now) {
        var recent = admitted.computeIfAbsent(place, p -> new HashMap<>());
        var jobs = view.jobsAt(place);
        // Of those that the caches have, they know how far they are.
        jobs.forEach(job -> recent.remove(name(job)));
        var working = jobs.stream()
                .filter(job -> !JobProgress.finished(job) && !JobProgress.late(job, now))
                .map(ServerLimits::name)
                .collect(Collectors.toCollection(TreeSet::new));
        working.addAll(recent.keySet());
        working.remove(key);
        return working;
    }

    /** Of other namespaces no name is told. */
    private static String message(SortedSet<String> working, String namespace, int ahead, int most) {
        var own = working.stream()
                .filter(name -> name.startsWith(namespace + "/"))
                .map(name -> name.substring(namespace.length() + 1))
                .toList();
        var others = working.size() - own.size();
        return "operations that move data are at work on its server, of which there may be " + most
                + " at a time"
                + (own.isEmpty() ? "" : "; Jobs of this namespace: " + String.join(", ", own))
                + (others == 0 ? "" : "; of other namespaces: " + others)
                + (ahead == 0 ? "" : "; waiting for longer: " + ahead);
    }

    private static String name(Job job) {
        return JobMarks.owner(job)
                        .map(JobMarks.Owner::namespace)
                        .orElse(job.getMetadata().getNamespace()) + "/"
                + job.getMetadata().getName();
    }
}
