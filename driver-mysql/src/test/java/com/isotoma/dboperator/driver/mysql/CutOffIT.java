package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.testkit.CuttingProxy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Runs that end in the middle, at every point there is. */
class CutOffIT extends OnBothServers {
    private static final int NEVER_THAT_MANY = 100;

    CutOffIT(Flavour flavour) {
        super(flavour);
    }

    @Test
    void aCreationCutOffAfterAnyStatementIsFinishedByTheNextRun() throws Exception {
        var target = target(name);
        for (int packets = 1; ; packets++) {
            assertThat(packets).isLessThan(NEVER_THAT_MANY);
            boolean finished = cutOff(target, packets, cut -> create(cut, OTHER_PASSWORD));

            create(target, PASSWORD);
            assertThat(ask(target, PASSWORD, "SELECT DATABASE()"))
                    .as("cut after %d packets", packets)
                    .containsExactly(name);
            driver.drop(target);
            if (finished) {
                return;
            }
        }
    }

    @Test
    void aCreationCutOffAfterAnyStatementCanBeDropped() throws Exception {
        var target = target(name);
        for (int packets = 1; ; packets++) {
            assertThat(packets).isLessThan(NEVER_THAT_MANY);
            boolean finished = cutOff(target, packets, cut -> create(cut, PASSWORD));

            driver.drop(target);
            assertThatNothingIsLeft();
            if (finished) {
                return;
            }
        }
    }

    @Test
    void aDropCutOffAfterAnyStatementIsFinishedByTheNextRun() throws Exception {
        var target = target(name);
        for (int packets = 1; ; packets++) {
            assertThat(packets).isLessThan(NEVER_THAT_MANY);
            create(target, PASSWORD);
            boolean finished = cutOff(target, packets, driver::drop);

            driver.drop(target);
            assertThatNothingIsLeft();
            if (finished) {
                return;
            }
        }
    }

    private void assertThatNothingIsLeft() throws Exception {
        assertThat(server.askAdmin("SELECT schema_name FROM information_schema.schemata WHERE schema_name = ?", name))
                .isEmpty();
        assertThat(server.askAdmin("SELECT user FROM mysql.user WHERE user = ?", name))
                .isEmpty();
        assertThat(server.askAdmin("SELECT database_name FROM db_operator.owners WHERE database_name = ?", name))
                .isEmpty();
    }

    @FunctionalInterface
    private interface Step {
        void run(DatabaseTarget target) throws Exception;
    }

    /** Runs a step whose connection breaks; whether it got through before that. */
    private boolean cutOff(DatabaseTarget target, int packets, Step step) throws Exception {
        try (var proxy = new CuttingProxy(server.host(), server.port(), packets)) {
            var cut = server.target(
                    owner,
                    target.databaseName(),
                    target.username(),
                    Map.of("port", proxy.port(), "sslMode", "DISABLED"),
                    Map.of());
            step.run(cut);
            return true;
        } catch (DriverException e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.UNAVAILABLE);
            return false;
        }
    }

    @Test
    void anInterruptedBackupRemovesTheAccountThatItReadsWith() throws Exception {
        var target = target(name);
        create(target, PASSWORD);
        var begun = new CountDownLatch(1);
        var backup = new FutureTask<Boolean>(() -> {
            driver.backup(target, new StuckSink(begun));
            return true;
        });
        var thread = Thread.ofPlatform().start(backup);
        begun.await();
        assertThat(accounts(Reader.usernameFor(name))).isNotEmpty();

        thread.interrupt();

        assertThatThrownBy(() -> backup.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        assertThat(accounts(Reader.usernameFor(name))).isEmpty();
    }

    private List<String> accounts(String username) throws Exception {
        return server.askAdmin("SELECT user FROM mysql.user WHERE user = ?", username);
    }

    /** Takes no byte, as a store that has stopped answering. */
    private static final class StuckSink extends OutputStream {
        private final CountDownLatch begun;

        StuckSink(CountDownLatch begun) {
            this.begun = begun;
        }

        @Override
        public void write(int b) throws IOException {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            write(0);
        }
    }

    @Test
    void aSecondRunWaitsForTheFirstAndCanBeInterruptedMeanwhile() throws Exception {
        var target = target(name);
        try (var connections = new Holder(server.target(owner, name, name))) {
            connections.hold(name);
            var second = new FutureTask<Boolean>(() -> {
                create(target, PASSWORD);
                return true;
            });
            var thread = Thread.ofPlatform().start(second);
            await().until(() -> !server.askAdmin(
                            "SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT GET_LOCK(%'")
                    .isEmpty());

            long began = System.nanoTime();
            thread.interrupt();
            thread.join(20_000);

            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began))
                    .isLessThan(10);
            assertThatThrownBy(second::get).hasCauseInstanceOf(InterruptedException.class);
        }
        assertThatNothingIsLeft();
    }

    /** Another run of the driver, as far as the server can see. */
    private static final class Holder implements AutoCloseable {
        private final Session session;

        Holder(DatabaseTarget target) throws Exception {
            session = Session.admin(target);
        }

        void hold(String database) throws DriverException {
            new Claims(session).prepare();
            ServerLock.take(session, database);
        }

        @Override
        public void close() {
            session.close();
        }
    }

    @Test
    void aDropEndsTheApplicationsSessionsAndTheirTransactions() throws Exception {
        var target = created(name, PASSWORD);
        application(target, PASSWORD, "CREATE TABLE t (a INT)");
        try (var busy = server.asApplication(target, PASSWORD)) {
            busy.setAutoCommit(false);
            TestServer.run(busy, "INSERT INTO t VALUES (1)");

            driver.drop(target);

            assertThat(busy.isValid(5)).isFalse();
        }
        assertThatNothingIsLeft();
    }

    @Test
    void aDropThatSomebodyElsesSessionBlocksSaysSoInsteadOfHanging() throws Exception {
        var target = created(name, PASSWORD);
        application(target, PASSWORD, "CREATE TABLE t (a INT)");
        try (var busy = server.asAdmin()) {
            busy.setAutoCommit(false);
            TestServer.run(busy, "INSERT INTO " + Quoting.identifier(name) + ".t VALUES (1)");

            assertThatThrownBy(() -> driver.drop(target))
                    .asInstanceOf(throwable(DriverException.class))
                    .returns(Kind.UNAVAILABLE, DriverException::kind)
                    .returns(Reasons.IN_USE, DriverException::reason);
            busy.rollback();
        }
        driver.drop(target);
        assertThatNothingIsLeft();
    }
}
