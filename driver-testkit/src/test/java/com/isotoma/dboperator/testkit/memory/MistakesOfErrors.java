package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Mistakes in how a driver says what went wrong, and in how long it takes. */
final class MistakesOfErrors {
    private static final String WRONG_PASSWORD = "aWrongAdminPasswordIsTheUsersMistakeAndIsNotRepeatedInTheMessage";
    private static final String WRONG_EVERYWHERE = "aWrongAdminPasswordIsSaidByEveryMethodAndToldByNone";
    private static final String NOWHERE = "aServerThatIsNotThereIsSaidByEveryMethodAndNoPasswordIsTold";
    private static final String ANSWERS = "whatMayPassIsTriedAgainAndAnAnswerIsNotOnEveryWay";
    private static final String STALLED = "aServerThatStopsAnsweringIsGivenUpInTimeByEveryMethod";
    private static final String INTERRUPTED = "interruptionEndsEveryMethodSoonWhereverItIs";

    /** A driver that says things otherwise. */
    private abstract static class Telling extends MemoryDriver {
        @Override
        <T> T asking(DatabaseTarget target, Work<T> work) throws DriverException, IOException, InterruptedException {
            try {
                return super.asking(target, work);
            } catch (DriverException e) {
                throw told(e, target);
            }
        }

        abstract DriverException told(DriverException e, DatabaseTarget target);
    }

    private static DriverException saying(DriverException e, String message) {
        return new DriverException(e.kind(), e.reason(), message, e.getCause());
    }

    static final List<Mistake> ALL = List.of(
            new Mistake("a wrong password is tried again", WRONG_PASSWORD, new Telling() {
                @Override
                DriverException told(DriverException e, DatabaseTarget target) {
                    return new DriverException(Kind.UNAVAILABLE, e.reason(), e.getMessage(), e);
                }
            }),
            new Mistake("an answer of the server is tried again", ANSWERS, new Telling() {
                @Override
                DriverException told(DriverException e, DatabaseTarget target) {
                    return e.reason().equals(Reasons.DATABASE_MISSING)
                            ? new DriverException(Kind.UNAVAILABLE, e.reason(), e.getMessage(), e)
                            : e;
                }
            }),
            new Mistake("a wrong password is said", WRONG_PASSWORD, new Telling() {
                @Override
                DriverException told(DriverException e, DatabaseTarget target) {
                    return saying(e, "'" + target.admin().password() + "' is wrong.");
                }
            }),
            new Mistake("a wrong password stands in the cause", WRONG_EVERYWHERE, new Telling() {
                @Override
                DriverException told(DriverException e, DatabaseTarget target) {
                    var cause = new IllegalStateException(
                            "memory://admin:" + target.admin().password() + "@server");
                    return new DriverException(e.kind(), e.reason(), e.getMessage(), cause);
                }
            }),
            new Mistake("a wrong password is no matter for drop", WRONG_EVERYWHERE, new MemoryDriver() {
                @Override
                public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
                    try {
                        super.drop(target);
                    } catch (DriverException e) {
                        if (e.kind() != Kind.USER) {
                            throw e;
                        }
                    }
                }
            }),
            new Mistake(
                    "a server that is not there is the user's mistake",
                    "aServerThatIsNotThereIsWaitedFor",
                    new Telling() {
                        @Override
                        DriverException told(DriverException e, DatabaseTarget target) {
                            return new DriverException(Kind.USER, e.reason(), e.getMessage(), e);
                        }
                    }),
            new Mistake("the password is said of a server that is not there", NOWHERE, new Telling() {
                @Override
                DriverException told(DriverException e, DatabaseTarget target) {
                    return e.kind() == Kind.UNAVAILABLE
                            ? saying(
                                    e,
                                    "No way to the server with '"
                                            + target.admin().password() + "'.")
                            : e;
                }
            }),
            new Mistake(
                    "the password of a server that is not there stands in what was suppressed", NOWHERE, new Telling() {
                        @Override
                        DriverException told(DriverException e, DatabaseTarget target) {
                            e.addSuppressed(
                                    new IOException("also: " + target.admin().password()));
                            return e;
                        }
                    }),
            new Mistake("drop takes a server that is not there for done", NOWHERE, new MemoryDriver() {
                @Override
                public void drop(DatabaseTarget target) throws InterruptedException {
                    try {
                        super.drop(target);
                    } catch (DriverException e) {
                        // The mistake.
                    }
                }
            }),
            new Mistake(
                    "a conflict of names tells the user's password",
                    "aConflictOfNamesTellsNoPassword",
                    new MemoryDriver() {
                        @Override
                        public ServerInfo create(CreateRequest request) throws DriverException, InterruptedException {
                            try {
                                return super.create(request);
                            } catch (DriverException e) {
                                throw saying(e, "not made with '" + request.userPassword() + "'");
                            }
                        }
                    }),
            new Mistake(
                    "a conflict of names has the wrong reason", "aConflictOfNamesTellsNoPassword", new MemoryDriver() {
                        @Override
                        DriverException conflict(DatabaseTarget target) {
                            return DriverException.user(Reasons.INVALID_SPEC, "The name is taken.");
                        }
                    }),
            new Mistake("a server that stalls is waited for without end", STALLED, new MemoryDriver() {
                @Override
                Duration limit() {
                    return Duration.ZERO;
                }
            }),
            new Mistake("a server that stalls after the login is waited for without end", STALLED, new MemoryDriver() {
                @Override
                ServerInfo info(Connection connection) throws DriverException {
                    connection.limit(Duration.ZERO);
                    return super.info(connection);
                }
            }),
            new Mistake("a server that stalls is a defect", STALLED, new Telling() {
                @Override
                DriverException told(DriverException e, DatabaseTarget target) {
                    return new DriverException(Kind.INTERNAL, e.reason(), e.getMessage(), e);
                }
            }),
            new Mistake("interruption is ignored", INTERRUPTED, new MemoryDriver() {
                @Override
                <T> T asking(DatabaseTarget target, Work<T> work)
                        throws DriverException, IOException, InterruptedException {
                    var done = new CountDownLatch(1);
                    var helper = new FutureTask<>(() -> {
                        try {
                            return super.asking(target, work);
                        } finally {
                            done.countDown();
                        }
                    });
                    Thread.ofVirtual().start(helper);
                    awaitWhateverComes(done);
                    return result(helper);
                }
            }),
            new Mistake("interruption is taken for a lost connection", INTERRUPTED, new MemoryDriver() {
                @Override
                <T> T asking(DatabaseTarget target, Work<T> work) throws DriverException, IOException {
                    try {
                        return super.asking(target, work);
                    } catch (InterruptedException e) {
                        throw DriverException.unavailable(Reasons.SERVER_UNREACHABLE, "It was interrupted.", e);
                    }
                }
            }));

    private MistakesOfErrors() {}

    private static void awaitWhateverComes(CountDownLatch done) {
        while (true) {
            try {
                done.await();
                return;
            } catch (InterruptedException e) {
                // The mistake.
            }
        }
    }

    private static <T> T result(FutureTask<T> task) throws DriverException, IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw Supervised.unwrapped(e);
        }
    }
}
