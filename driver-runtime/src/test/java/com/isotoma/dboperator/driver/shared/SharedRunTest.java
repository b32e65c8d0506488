package com.isotoma.dboperator.driver.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.contract.Assignment;
import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.driver.run.ExitStatus;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedRunTest {
    private static final String LEADER = "leader";

    private final LinkedBlockingQueue<Assignment> queue = new LinkedBlockingQueue<>();
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aRunWithoutASharedJobDoesItsOwnWorkAlone() throws Exception {
        queue.add(create("other"));
        var environment = environment("PT0S");
        environment.remove(RunVariables.SHARED_JOB);

        var status = SharedRun.run(environment, new KubernetesClientBuilder().build(), this::record);

        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(done).containsExactly(LEADER);
    }

    @Test
    void itServesWhatItIsGivenAndEndsAsItsOwnWorkDid() throws Exception {
        IntStream.range(0, 20).forEach(i -> queue.add(create("db-" + i)));

        assertThat(run("PT0S", this::record)).isEqualTo(ExitStatus.DONE);

        assertThat(done).hasSize(21).doesNotHaveDuplicates().contains(LEADER, "db-0", "db-19");
    }

    @Test
    void aMistakeInItsOwnWorkKeepsNoOtherFromBeingServed() throws Exception {
        queue.add(create("other"));

        var status = run("PT0S", told -> {
            record(told);
            return database(told).equals(LEADER) ? ExitStatus.USER_MISTAKE : ExitStatus.DONE;
        });

        assertThat(status).isEqualTo(ExitStatus.USER_MISTAKE);
        assertThat(done).containsExactlyInAnyOrder(LEADER, "other");
    }

    @Test
    void whatFailsOnAnotherIsTriedAgainAndTheLastAttemptKnowsThatItIs() throws Exception {
        var last = Collections.synchronizedList(new ArrayList<Boolean>());
        queue.add(create("flaky"));

        var status = run("PT0S", told -> {
            record(told);
            if (database(told).equals(LEADER)) {
                return ExitStatus.DONE;
            }
            last.add(told.containsKey(RunVariables.LAST_ATTEMPT));
            return ExitStatus.TRY_AGAIN;
        });

        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(last).containsExactly(false, false, true);
    }

    @Test
    void aMistakeOfAnotherIsNotTriedAgain() throws Exception {
        queue.add(create("wrong"));

        var status = run("PT0S", told -> {
            record(told);
            return database(told).equals(LEADER) ? ExitStatus.DONE : ExitStatus.USER_MISTAKE;
        });

        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(done).containsExactlyInAnyOrder(LEADER, "wrong");
    }

    @Test
    void itIsToldOfTheOtherDatabaseWhatAJobOfItsOwnWouldSay() throws Exception {
        var environments = new ConcurrentHashMap<String, Map<String, String>>();
        queue.add(new Assignment("gone", "drop", "gone-drop-1", Map.of(RunVariables.DATABASE_UID, "uid-of-gone")));
        queue.add(create("new"));
        var environment = environment("PT0S");
        environment.put(RunVariables.DATABASE_UID, "uid-of-leader");
        environment.put(RunVariables.SECRETS, "secret-of-leader");

        SharedRun.run(environment, this::added, told -> {
            environments.put(database(told), told);
            return ExitStatus.DONE;
        });

        assertThat(environments.get("gone"))
                .containsEntry(RunVariables.OPERATION, "drop")
                .containsEntry(RunVariables.NAMESPACE, "team")
                .containsEntry(RunVariables.ASSIGNMENT, "gone-drop-1")
                .containsEntry(RunVariables.DATABASE_UID, "uid-of-gone")
                .containsEntry("PATH", "/usr/bin")
                .doesNotContainKeys(RunVariables.SECRETS, RunVariables.SHARED_JOB);
        assertThat(environments.get("new")).doesNotContainKey(RunVariables.DATABASE_UID);
        assertThat(environments.get(LEADER)).containsEntry(RunVariables.DATABASE_UID, "uid-of-leader");
    }

    @Test
    void atMostSoManyAreWorkedOnAtOnceAndOneDatabaseByOneThread() throws Exception {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        Set<String> busy = ConcurrentHashMap.newKeySet();
        var twice = new AtomicInteger();
        IntStream.range(0, 12).forEach(i -> queue.add(create("db-" + i / 3)));

        run("PT0S", told -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            if (!busy.add(database(told))) {
                twice.incrementAndGet();
            }
            // Long enough for others to come between.
            boolean unused = new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
            record(told);
            busy.remove(database(told));
            now.decrementAndGet();
            return ExitStatus.DONE;
        });

        assertThat(done).hasSize(13);
        assertThat(most).hasValueLessThanOrEqualTo(3);
        assertThat(twice).hasValue(0);
    }

    @Test
    void whileItWaitsItServesWhatComes() throws Exception {
        var status = run("PT3S", told -> {
            record(told);
            if (database(told).equals(LEADER)) {
                new Thread(() -> queue.add(create("late"))).start();
            }
            return ExitStatus.DONE;
        });

        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(done).containsExactly(LEADER, "late");
    }

    @Test
    void aDefectInTheWorkOnOneDatabaseStaysWithIt() throws Exception {
        queue.add(create("broken"));
        queue.add(create("sound"));

        var status = run("PT0S", told -> {
            record(told);
            if (database(told).equals("broken")) {
                throw new IllegalStateException("a defect");
            }
            return ExitStatus.DONE;
        });

        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(done).contains("sound");
    }

    @Test
    void aThreadThatWasInterruptedBecauseOfOneDatabaseServesTheNextOnesAllTheSame() throws Exception {
        IntStream.range(0, 9).forEach(i -> queue.add(create("db-" + i)));
        var interrupted = new AtomicInteger();

        run("PT0S", told -> {
            if (Thread.currentThread().isInterrupted()) {
                interrupted.incrementAndGet();
            }
            record(told);
            Thread.currentThread().interrupt();
            return ExitStatus.DONE;
        });

        assertThat(done).hasSize(10);
        assertThat(interrupted).hasValue(0);
    }

    @Test
    void whenItIsAskedToEndAllWorkIsInterruptedAndCleanedUp() throws Exception {
        var begun = new CountDownLatch(2);
        var cleaned = new AtomicInteger();
        queue.add(create("other"));
        var thread = Thread.currentThread();
        new Thread(() -> {
                    try {
                        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    thread.interrupt();
                })
                .start();

        assertThatThrownBy(() -> run("PT0S", told -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                        return ExitStatus.DONE;
                    } finally {
                        cleaned.incrementAndGet();
                    }
                }))
                .isInstanceOf(InterruptedException.class);
        // Asked for by whoever ended it.
        boolean interrupted = Thread.interrupted();

        assertThat(cleaned).hasValue(2);
        assertThat(interrupted).isFalse();
    }

    private ExitStatus run(String linger, SharedRun.Work work) throws InterruptedException {
        return SharedRun.run(environment(linger), this::added, work);
    }

    private ExitStatus record(Map<String, String> told) {
        done.add(database(told));
        return ExitStatus.DONE;
    }

    private List<Assignment> added() {
        var added = new ArrayList<Assignment>();
        queue.drainTo(added);
        return added;
    }

    private static String database(Map<String, String> told) {
        return Objects.requireNonNull(told.get(RunVariables.DATABASE));
    }

    private static Assignment create(String database) {
        return new Assignment(database, "create", database + "-create-1", Map.of());
    }

    private static Map<String, String> environment(String linger) {
        return new HashMap<>(Map.of(
                RunVariables.OPERATION,
                "create",
                RunVariables.NAMESPACE,
                "team",
                RunVariables.DATABASE,
                LEADER,
                RunVariables.SHARED_JOB,
                "leader-create-1",
                RunVariables.CONCURRENCY,
                "3",
                RunVariables.LINGER,
                linger,
                "PATH",
                "/usr/bin"));
    }
}
