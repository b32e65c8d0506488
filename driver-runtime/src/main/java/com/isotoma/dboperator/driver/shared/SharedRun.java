package com.isotoma.dboperator.driver.shared;

import com.isotoma.dboperator.crds.contract.Assignment;
import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.driver.run.DatabaseOperation;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.run.Variable;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that does its own work, and meanwhile, and for a short while afterwards, what the operator gives it for other Databases of
 * the same server. Each Database is worked on by one thread at a time, under a Lease of its own; what fails on one stays with
 * that one. What the run does not come to is still due, and the operator sees to it when the run has ended.
 */
public final class SharedRun {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    /** Between two looks at what the operator has added. */
    private static final Duration LOOK = Duration.ofMillis(300);

    /** After this time it takes nothing more; the operator gives it nothing some time before. */
    private static final Duration ACCEPTING = Duration.ofMinutes(5);

    /** A pod is given 30 seconds to end. */
    private static final Duration ENDING = Duration.ofSeconds(20);

    /** How often the work on another Database is tried. */
    private static final int ATTEMPTS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Variable JOB =
            Variable.optional(RunVariables.SHARED_JOB, "name of the Job that tells what else there is to do");
    private static final Variable CONCURRENCY =
            Variable.optional(RunVariables.CONCURRENCY, "how many Databases are worked on at the same time");
    private static final Variable LINGER =
            Variable.optional(RunVariables.LINGER, "how long a run waits for more when it has nothing to do");

    private final Map<String, String> environment;
    private final Work work;
    private final Supplier<List<Assignment>> added;
    private final int concurrency;
    private final Duration linger;

    /** What waits for a free thread, in the order in which it came. */
    private final Queue<Task> due = new ArrayDeque<>();

    /** What failed and is tried again later, the soonest first. */
    private final PriorityQueue<Task> later = new PriorityQueue<>((a, b) -> Long.signum(a.notBefore - b.notBefore));

    /** Databases that are worked on. */
    private final Set<String> busy = new HashSet<>();

    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

    /** Does what an environment asks for, as a run of its own would. */
    @FunctionalInterface
    public interface Work {
        ExitStatus of(Map<String, String> environment) throws InterruptedException;
    }

    private record Task(String database, Map<String, String> environment, boolean own, int attempt, long notBefore) {
        boolean last() {
            return own || attempt == ATTEMPTS;
        }
    }

    private record Ended(Task task, ExitStatus status) {}

    private SharedRun(Map<String, String> environment, Supplier<List<Assignment>> added, Work work) {
        this.environment = Map.copyOf(environment);
        this.work = work;
        this.added = added;
        concurrency = CONCURRENCY.in(environment).map(Integer::parseInt).orElse(1);
        linger = LINGER.in(environment).map(Duration::parse).orElse(Duration.ZERO);
    }

    private static String namespace(Map<String, String> environment) {
        return DatabaseOperation.NAMESPACE.in(environment).orElseThrow();
    }

    /**
     * Does the work of this environment, and where it is that of a shared run, what is given to it besides.
     *
     * @param client of which the work of several threads makes use at the same time
     * @return how its own work ended
     */
    public static ExitStatus run(Map<String, String> environment, KubernetesClient client, Work work)
            throws InterruptedException {
        var job = JOB.in(environment);
        return job.isEmpty()
                ? work.of(environment)
                : run(environment, new AssignedWork(client, namespace(environment), job.get())::added, work);
    }

    /** @param added what was added to its work since it was last asked for */
    static ExitStatus run(Map<String, String> environment, Supplier<List<Assignment>> added, Work work)
            throws InterruptedException {
        return new SharedRun(environment, added, work).run();
    }

    private ExitStatus run() throws InterruptedException {
        var pool = Executors.newFixedThreadPool(concurrency);
        try {
            var own = new Task(DatabaseOperation.DATABASE.in(environment).orElseThrow(), environment, true, 1, 0);
            due.add(own);
            return serve(pool);
        } finally {
            end(pool);
        }
    }

    private ExitStatus serve(ExecutorService pool) throws InterruptedException {
        long began = System.nanoTime();
        long idleSince = began;
        long looked = began - LOOK.toNanos();
        ExitStatus own = null;
        while (true) {
            long now = System.nanoTime();
            if (now - looked >= LOOK.toNanos() && now - began < ACCEPTING.toNanos()) {
                added.get().forEach(work -> due.add(task(work)));
                looked = System.nanoTime();
            }
            while (!later.isEmpty() && later.element().notBefore - now <= 0) {
                due.add(later.remove());
            }
            begin(pool);
            if (!busy.isEmpty() || !due.isEmpty() || !later.isEmpty()) {
                idleSince = now;
            } else if (own != null && (own != ExitStatus.DONE || now - idleSince >= linger.toNanos())) {
                return own;
            }
            var end = ended.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            if (end != null) {
                busy.remove(end.task().database());
                if (end.task().own()) {
                    own = end.status();
                } else if (end.status() == ExitStatus.TRY_AGAIN && !end.task().last()) {
                    later.add(again(end.task()));
                }
            }
        }
    }

    /** As many as there are threads for, none of a Database that is worked on. */
    private void begin(ExecutorService pool) {
        var waiting = due.size();
        for (int i = 0; i < waiting && busy.size() < concurrency; i++) {
            var task = due.remove();
            if (busy.add(task.database())) {
                pool.execute(() -> ended.add(new Ended(task, carryOut(task))));
            } else {
                due.add(task);
            }
        }
    }

    private ExitStatus carryOut(Task task) {
        Thread.currentThread().setName(task.database());
        try {
            return work.of(task.environment());
        } catch (InterruptedException e) {
            LOG.warn("Ended before it was done; the next run goes on");
            return ExitStatus.TRY_AGAIN;
        } catch (RuntimeException e) {
            LOG.error("The work on {} could not be done", task.database(), e);
            return ExitStatus.TRY_AGAIN;
        } finally {
            // A lost Lease interrupts the thread that held it, and not the work that this thread does next.
            boolean unused = Thread.interrupted();
        }
    }

    private Task task(Assignment assignment) {
        return task(assignment, 1, System.nanoTime());
    }

    private Task task(Assignment assignment, int attempt, long notBefore) {
        var told = new HashMap<>(environment);
        // What its own Job was told of its own Database alone.
        told.keySet().removeAll(Set.of(RunVariables.SHARED_JOB, RunVariables.DATABASE_UID, RunVariables.SECRETS));
        told.putAll(assignment.variables());
        told.put(RunVariables.OPERATION, assignment.operation());
        told.put(RunVariables.DATABASE, assignment.database());
        told.put(RunVariables.NAMESPACE, namespace(environment));
        told.put(RunVariables.ASSIGNMENT, assignment.job());
        return new Task(assignment.database(), told, false, attempt, notBefore);
    }

    private static Task again(Task task) {
        var pause = FIRST_PAUSE.multipliedBy(1L << (2 * (task.attempt() - 1)));
        var next = task.attempt() + 1;
        var told = new HashMap<>(task.environment());
        if (next == ATTEMPTS) {
            told.put(RunVariables.LAST_ATTEMPT, "true");
        }
        return new Task(task.database(), told, false, next, System.nanoTime() + pause.toNanos());
    }

    /** Interrupts what is not done, and waits until it has cleaned up behind itself. */
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            if (!pool.awaitTermination(ENDING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("Work that was interrupted has not ended within {} s", ENDING.toSeconds());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
