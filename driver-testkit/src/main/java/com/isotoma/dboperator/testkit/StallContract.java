package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a {@link DriverApi} promises for a server that stops answering, and for a run that is not wanted any more. */
abstract class StallContract extends FaultContract {
    /** How soon a method ends once its thread is interrupted: before a pod that is told to end is killed. */
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Methods that look at the server and are done; others may wait for hours for a large database. */
    private static final Set<String> BRIEF = Set.of("probe", "presence");

    /** A call that is under way against a server that has stopped answering. */
    private record Underway(Call call, FaultProxy proxy, Thread thread, FutureTask<Void> task)
            implements AutoCloseable {
        /** What it throws within that time; empty when it gets through. */
        Optional<Throwable> end(Duration limit) throws InterruptedException {
            try {
                task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                return Optional.empty();
            } catch (ExecutionException e) {
                return Optional.of(e.getCause() == null ? e : e.getCause());
            } catch (TimeoutException e) {
                return fail("%s is still at it after %s", call, limit);
            }
        }

        @Override
        public void close() throws IOException {
            proxy.close();
            thread.interrupt();
        }
    }

    private Underway begin(Call call, long packets) throws Exception {
        var target = target(owner, name);
        var proxy = FaultProxy.stalling(host(target), port(target), packets);
        var stalled = atLocalPort(target, proxy.port());
        var other = atLocalPort(replacement(), proxy.port());
        var task = new FutureTask<Void>(() -> {
            call.action().make(driver(), stalled, other);
            return null;
        });
        return new Underway(
                call,
                proxy,
                Thread.ofPlatform().daemon().name("stalled " + call).start(task),
                task);
    }

    @Test
    void aServerThatStopsAnsweringIsGivenUpInTimeByEveryMethod() throws Exception {
        if (packetsPerStep() > 1) {
            return;
        }
        var all = Call.ofEachMethod(driver(), dumpOfMany(target(owner, name)));
        // All at once: a time-out is what each of them takes.
        var silent = new ArrayList<Underway>();
        var fallenSilent = new ArrayList<Underway>();
        try {
            for (var call : all) {
                silent.add(begin(call, 0));
                if (BRIEF.contains(call.name()) && patienceMidway().isPresent()) {
                    fallenSilent.add(begin(call, packetsOf(call) * 2 / 3));
                }
            }
            for (var underway : silent) {
                assertGivenUp(underway, patience());
            }
            for (var underway : fallenSilent) {
                assertGivenUp(underway, patienceMidway().orElseThrow());
            }
        } finally {
            for (var underway : concat(silent, fallenSilent)) {
                underway.close();
            }
        }
    }

    private static List<Underway> concat(List<Underway> some, List<Underway> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private void assertGivenUp(Underway underway, Duration patience) throws InterruptedException {
        var thrown = underway.end(patience);
        if (thrown.isEmpty()) {
            assertThat(underway.call().mayAskNobody())
                    .as("%s did without the server", underway.call())
                    .isTrue();
            return;
        }
        assertThat(thrown.get()).as("%s", underway.call()).isInstanceOf(DriverException.class);
        var error = (DriverException) thrown.get();
        assertThat(error.kind())
                .as("%s: %s", underway.call(), error.getMessage())
                .isEqualTo(DriverException.Kind.UNAVAILABLE);
        Secrets.assertNone(error, target(owner, name));
    }

    @TestFactory
    Stream<DynamicTest> interruptionEndsEveryMethodSoonWhereverItIs() throws Exception {
        var dump = dumpOfMany(target(owner, name));
        return Call.ofEachMethod(driver(), dump).stream()
                .map(call -> DynamicTest.dynamicTest(call.name(), () -> interruptionEnds(call)));
    }

    private void interruptionEnds(Call call) throws Exception {
        prepare(call);
        long packets = packetsOf(call);
        for (long part : List.of(0L, packets / 3, packets * 2 / 3)) {
            prepare(call);
            try (var underway = begin(call, part)) {
                await().atMost(patience())
                        .pollInterval(Duration.ofMillis(5))
                        .until(() ->
                                underway.proxy().hasStruck() || underway.task().isDone());
                if (underway.task().isDone()) {
                    continue;
                }
                underway.thread().interrupt();
                assertThat(underway.end(SOON).orElse(null))
                        .as("%s, interrupted after %d of %d packets", call, part, packets)
                        .isInstanceOf(InterruptedException.class);
            }
        }
        dropAtLast(replacement());
        dropAtLast(target(owner, name));
    }

    private long packetsOf(Call call) throws Exception {
        var target = target(owner, name);
        try (var proxy = FaultProxy.watching(host(target), port(target))) {
            call.action().make(driver(), atLocalPort(target, proxy.port()), atLocalPort(replacement(), proxy.port()));
            return proxy.packets();
        }
    }

    private void prepare(Call call) throws Exception {
        dropAtLast(replacement());
        dropAtLast(target(owner, name));
        createAtLast(target(owner, name));
        store(target(owner, name), PASSWORD, call.name().equals(Call.BACKUP) ? manyTexts() : List.of("there"));
        createAtLast(replacement());
        if (!call.name().equals(Call.RESTORE)) {
            store(replacement(), PASSWORD, List.of("instead"));
        }
    }
}
