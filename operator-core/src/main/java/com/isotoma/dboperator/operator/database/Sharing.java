package com.isotoma.dboperator.operator.database;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.util.concurrent.Striped;
import com.isotoma.dboperator.crds.contract.Assignment;
import com.isotoma.dboperator.crds.contract.Assignments;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.JobMarks;
import com.isotoma.dboperator.operator.job.Launcher;
import com.isotoma.dboperator.operator.job.OperationJobs;
import com.isotoma.dboperator.operator.job.Pace;
import com.isotoma.dboperator.operator.job.SharedStart;
import com.isotoma.dboperator.operator.objects.Refusals;
import com.isotoma.dboperator.operator.rbac.AccessConflict;
import com.isotoma.dboperator.operator.rbac.DatabaseAccess;
import com.isotoma.dboperator.operator.rbac.PodWork;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one run serve all Databases of a server that are due at about the same time. Work that comes while one is at work is given
 * to it; else the first Database leads, with a Job of its own that takes the others along. What comes in quick succession is
 * collected, so that hundreds of Databases cost a few writes. Safe for use by several threads.
 */
final class Sharing {
    private static final Logger log = LoggerFactory.getLogger(Sharing.class);

    /** Between two writes to one run. */
    private static final Duration COLLECTING = Duration.ofMillis(250);

    private static final int STRIPES = 64;

    private final KubernetesClient client;
    private final DatabaseAccess access;
    private final Launcher launcher;
    private final OperationJobs operations;
    private final SharedRuns runs;
    private final Clock clock;
    private final Striped<Lock> locks = Striped.lock(STRIPES);

    /** Whatever waits looks again within moments, and would be put there again. */
    private final LoadingCache<Server, Waiting> waiting =
            CacheBuilder.newBuilder().expireAfterAccess(Pace.NEIGHBOURS).build(CacheLoader.from(Waiting::new));

    private record Server(String namespace, String key) {}

    /** What waits to be given to a run of one server; guarded by its lock. */
    private static final class Waiting {
        private final Map<String, Assignment> work = new LinkedHashMap<>();
        private Instant written = Instant.MIN;
    }

    @Inject
    Sharing(
            KubernetesClient client,
            DatabaseAccess access,
            Launcher launcher,
            OperationJobs operations,
            SharedRuns runs,
            Clock clock) {
        this.client = client;
        this.access = access;
        this.launcher = launcher;
        this.operations = operations;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Has a run do what is due for a Database, this one's own or another one's.
     *
     * @return when to look again
     * @throws KubernetesClientException if the API server refuses or cannot be reached
     */
    Duration start(CreateJob due, Database database) {
        var server = new Server(database.getMetadata().getNamespace(), ImpliedServer.of(database));
        var lock = locks.get(server);
        lock.lock();
        try {
            return place(due, database, server, waiting.getUnchecked(server));
        } catch (AccessConflict e) {
            log.info("{} is not shared: {}", due.name(), e.getMessage());
        } catch (KubernetesClientException e) {
            if (!Refusals.forGood(e)) {
                throw e;
            }
            log.info("{} is not shared: {}", due.name(), Refusals.message(e));
        } finally {
            lock.unlock();
        }
        // Where its own Job is refused as well, its Events say why.
        return launcher.launch(
                due,
                database,
                database.getMetadata().getName(),
                Objects.requireNonNull(database.getSpec().driver()));
    }

    private Duration place(CreateJob due, Database database, Server server, Waiting queue) {
        var name = database.getMetadata().getName();
        if (runs.assigned(server.namespace(), server.key(), name, due.name())) {
            queue.work.remove(name);
            return Pace.JOB;
        }
        var open = runs.open(server.namespace(), server.key());
        if (open.isPresent() && !queue.work.containsKey(name)) {
            access.prepare(server.namespace(), name);
        }
        queue.work.put(name, assignment(due, database));
        var pause = Duration.between(clock.instant(), queue.written.plus(COLLECTING));
        if (open.isPresent() && pause.isPositive()) {
            return pause;
        }
        queue.written = clock.instant();
        return open.isPresent() && given(open.get(), queue) ? Pace.JOB : lead(due, database, server, queue);
    }

    private Assignment assignment(CreateJob due, Database database) {
        return new Assignment(
                database.getMetadata().getName(),
                due.operation().word(),
                due.name(),
                operations.of(due.operation()).told().apply(database));
    }

    /** @return false where the run turned out to take no more */
    private boolean given(Job run, Waiting queue) {
        var leader = JobMarks.owner(run).orElseThrow();
        var known = run.getMetadata().getAnnotations();
        var all = new ArrayList<>(Assignments.of(known));
        var added = Assignments.fitting(all, queue.work.values());
        if (added.isEmpty()) {
            return false;
        }
        all.addAll(added);
        access.share(
                leader.namespace(),
                leader.database(),
                new PodWork.Sharing(
                        Set.of(run.getMetadata().getName()),
                        all.stream().map(Assignment::database).collect(Collectors.toSet())));
        try {
            runs.wrote(client.resource(run)
                    .patch(PatchContext.of(PatchType.JSON), Serialization.asJson(patch(run, known, all))));
        } catch (KubernetesClientException e) {
            if (!Refusals.outdated(e)) {
                throw e;
            }
            // It is gone, or another operator has given it something.
            log.debug("Job {} takes no more: {}", run.getMetadata().getName(), e.getMessage());
            return false;
        }
        added.forEach(work -> queue.work.remove(work.database()));
        return true;
    }

    /** Of this very Job, if nobody else has written its work since. */
    private static List<Map<String, String>> patch(Job run, Map<String, String> known, List<Assignment> all) {
        var path = "/metadata/annotations/" + Assignments.ANNOTATION.replace("/", "~1");
        return List.of(
                Map.of(
                        "op",
                        "test",
                        "path",
                        "/metadata/uid",
                        "value",
                        run.getMetadata().getUid()),
                Map.of("op", "test", "path", path, "value", known.get(Assignments.ANNOTATION)),
                Map.of("op", "replace", "path", path, "value", Assignments.text(all)));
    }

    private Duration lead(CreateJob due, Database database, Server server, Waiting queue) {
        var name = database.getMetadata().getName();
        queue.work.remove(name);
        var others = Assignments.fitting(List.of(), queue.work.values());
        return launcher.launch(
                due,
                database,
                name,
                Objects.requireNonNull(database.getSpec().driver()),
                new SharedStart(server.key(), others, job -> {
                    if (JobMarks.server(job).isPresent()) {
                        runs.wrote(job);
                        others.forEach(work -> queue.work.remove(work.database(), work));
                    }
                }));
    }
}
