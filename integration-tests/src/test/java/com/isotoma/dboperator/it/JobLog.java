package com.isotoma.dboperator.it;

import com.isotoma.dboperator.crds.contract.Assignments;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sees every Job of a namespace come, run and end, from when it is made until it is closed. */
final class JobLog implements Watcher<Job>, AutoCloseable {
    private final List<String> created = new ArrayList<>();
    private final Map<String, Set<String>> running = new HashMap<>();
    private int mostAtOnce;
    private @Nullable String broken;
    private final Watch watch;

    JobLog(TestNamespace namespace) {
        watch = namespace.client.batch().v1().jobs().inNamespace(namespace.name).watch(this);
    }

    @Override
    public synchronized void eventReceived(Action action, Job job) {
        var uid = job.getMetadata().getUid();
        var database = job.getMetadata().getLabels().get("db.isotoma.com/database");
        boolean shared = job.getMetadata().getLabels().containsKey(Assignments.SERVER_LABEL);
        var ofDatabase = running.computeIfAbsent(database, key -> new HashSet<>());
        if (action == Action.ADDED) {
            created.add(job.getMetadata().getName());
        }
        if (action == Action.DELETED || shared || ended(job)) {
            ofDatabase.remove(uid);
        } else {
            ofDatabase.add(uid);
        }
        mostAtOnce = Math.max(mostAtOnce, ofDatabase.size());
    }

    private static boolean ended(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(c ->
                                List.of("Complete", "Failed").contains(c.getType()) && "True".equals(c.getStatus()));
    }

    @Override
    public synchronized void onClose(WatcherException cause) {
        broken = cause.getMessage();
    }

    /** Names of the Jobs that were created, in order; one that was created twice stands there twice. */
    synchronized List<String> created() {
        requireWhole();
        return List.copyOf(created);
    }

    /** How many Jobs of one Database alone there were at the same time, at most. */
    synchronized int mostAtOnce() {
        requireWhole();
        return mostAtOnce;
    }

    private void requireWhole() {
        if (broken != null) {
            throw new IllegalStateException("the watch broke off, and Jobs may have been missed: " + broken);
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
