package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@link DriverApi} promises for connections that break: nothing is taken for whole, lost or somebody else's. */
abstract class FaultContract extends ErrorContract {
    private static final int NEVER_THAT_MANY = 1000;
    private static final int CUTS = 8;

    @FunctionalInterface
    private interface Change {
        void at(DatabaseTarget target) throws Exception;
    }

    /** Whether it gets through before its connections break. */
    private boolean getsThrough(DatabaseTarget target, int packets, Change change) throws Exception {
        try (var proxy = new CuttingProxy(host(target), port(target), packets)) {
            change.at(atLocalPort(target, proxy.port()));
            return true;
        } catch (DriverException e) {
            assertLost(e, target);
            return false;
        }
    }

    private static void assertLost(DriverException e, DatabaseTarget target) {
        Secrets.assertNone(e, target);
        assertThat(e.kind()).as(e.getMessage()).isEqualTo(DriverException.Kind.UNAVAILABLE);
    }

    /** Each run gets one step further than the one before; what it leaves is finished or dropped, in turns. */
    @Test
    void aCreationCutOffAfterEachStepIsKnownAgain() throws Exception {
        var target = target(owner, name);
        Change create = at -> driver().create(new CreateRequest(at, PASSWORD, false));
        boolean through = false;
        boolean finish = true;
        for (int packets = 1; !through; packets += packetsPerStep()) {
            assertThat(packets).isLessThan(NEVER_THAT_MANY);
            through = getsThrough(target, packets, create);
            assertThat(driver().presence(target).hasForeign())
                    .as("its own half-made work taken for somebody else's after %d packets", packets)
                    .isFalse();
            if (finish) {
                createAtLast(target);
                assertThat(canLogIn(target, PASSWORD)).isTrue();
            }
            assertGoneAtLast(target);
            finish = !finish;
        }
    }

    @Test
    void aDropCutOffAfterEachStepIsFinishedByTheNext() throws Exception {
        var target = target(owner, name);
        boolean through = false;
        for (int packets = 1; !through; packets += packetsPerStep()) {
            assertThat(packets).isLessThan(NEVER_THAT_MANY);
            createAtLast(target);
            through = getsThrough(target, packets, at -> driver().drop(at));
            assertThat(driver().presence(target).hasForeign())
                    .as("what it has not dropped yet taken for somebody else's after %d packets", packets)
                    .isFalse();
            assertGoneAtLast(target);
        }
    }

    final void createAtLast(DatabaseTarget target) {
        await().atMost(patience())
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsMatching(
                        e -> e instanceof DriverException d && d.kind() == DriverException.Kind.UNAVAILABLE)
                .untilAsserted(() -> create(target, PASSWORD));
    }

    /** The server may still be at what was cut off. */
    private void assertGoneAtLast(DatabaseTarget target) {
        await().pollDelay(Duration.ZERO).untilAsserted(() -> {
            dropAtLast(target);
            assertThat(databaseExists(target)).as("the database is still there").isFalse();
            assertThat(userExists(target)).as("the user is still there").isFalse();
        });
    }

    /** A dump counts as whole when {@link DriverApi#backup} returns, and for nothing else. */
    @Test
    void aDumpWhoseConnectionBreaksIsNotCalledWhole() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        store(target, PASSWORD, manyTexts());
        long answered = answeredBytes(target);
        int lost = 0;
        for (int cut = 1; cut <= CUTS; cut++) {
            var dump = new ByteArrayOutputStream();
            try (var proxy = FaultProxy.cutting(host(target), port(target), answered * cut / (CUTS + 1))) {
                var thrown = catchThrowable(() -> driver().backup(atLocalPort(target, proxy.port()), dump));
                if (thrown == null) {
                    assertWhole(dump.toByteArray());
                    continue;
                }
                assertThat(thrown).isInstanceOf(DriverException.class);
                assertLost((DriverException) thrown, target);
                lost++;
            }
        }
        assertThat(lost).as("dumps that were broken off").isPositive();
    }

    private long answeredBytes(DatabaseTarget target) throws Exception {
        try (var proxy = FaultProxy.watching(host(target), port(target))) {
            driver().backup(atLocalPort(target, proxy.port()), new ByteArrayOutputStream());
            return proxy.answeredBytes();
        }
    }

    @Test
    void aRestoreWhoseConnectionBreaksCanBeMadeAgain() throws Exception {
        var dump = dumpOfMany(target(owner, name));
        create(copy(), OTHER_PASSWORD);
        long packets = packetsOfRestore(dump);
        for (long part : List.of(packets / 4, packets / 2, packets * 3 / 4)) {
            boolean unused = getsThrough(
                    copy(), (int) Math.max(1, part), at -> driver().restore(at, new ByteArrayInputStream(dump)));
        }

        restoreAtLast(dump);

        assertThat(stored(copy(), OTHER_PASSWORD)).isEqualTo(manyTexts());
        assertCounted(driver().contents(target(owner, name)), copy());
    }

    private long packetsOfRestore(byte[] dump) throws Exception {
        try (var proxy = FaultProxy.watching(host(copy()), port(copy()))) {
            driver().restore(atLocalPort(copy(), proxy.port()), new ByteArrayInputStream(dump));
            return proxy.packets();
        } finally {
            dropAtLast(copy());
            create(copy(), OTHER_PASSWORD);
        }
    }

    /** What was cut off may hold its locks for a moment. */
    private void restoreAtLast(byte[] dump) {
        await().atMost(patience())
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsMatching(
                        e -> e instanceof DriverException d && d.kind() == DriverException.Kind.UNAVAILABLE)
                .untilAsserted(() -> driver().restore(copy(), new ByteArrayInputStream(dump)));
    }
}
