package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Mistakes in putting one database in the place of another. */
final class MistakesOfReplacing {
    private static final String REPLACED = "aRestoredDumpTakesTheOldDatasPlaceAndBelongsToTheUserWhoIsThere";
    private static final String CUT = "aReplacementCutOffAfterEachStepIsFinishedAndTheDataAreAlwaysWhole";
    private static final String STRANGERS = "whatIsSomebodyElsesIsNeitherReplacedNorAReplacement";

    static final List<Mistake> ALL = List.of(
            new Mistake(
                    "replace is done although it is not declared",
                    "dataAreReplacedAsDeclaredOrNotAtAll",
                    new MemoryDriver() {
                        @Override
                        public Set<Capability> capabilities() {
                            return EnumSet.complementOf(EnumSet.of(
                                    Capability.REPLACEMENT, Capability.INITIAL_SQL, Capability.PARTIAL_BACKUPS));
                        }
                    }),
            new Mistake("replace is declared and refused", "dataAreReplacedAsDeclaredOrNotAtAll", new MemoryDriver() {
                @Override
                public void replace(DatabaseTarget target, DatabaseTarget replacement) throws DriverException {
                    throw DriverException.user(Reasons.NOT_SUPPORTED, "This server cannot do that.");
                }
            }),
            new Mistake("replace leaves the replacement's user", REPLACED, new MemoryDriver() {
                @Override
                public void replace(DatabaseTarget target, DatabaseTarget replacement)
                        throws DriverException, InterruptedException {
                    boolean unused = ask(target, connection -> {
                        requireOurs(connection, target);
                        requireNotForeign(connection, replacement);
                        move(connection, target, replacement);
                        return connection.ask("unlock", place(target)).isEmpty();
                    });
                }
            }),
            new Mistake("replace copies, and leaves the replacement", REPLACED, new MemoryDriver() {
                @Override
                void move(Connection connection, DatabaseTarget target, DatabaseTarget replacement)
                        throws DriverException {
                    var rows = rows(this, connection, replacement);
                    super.move(connection, target, replacement);
                    var mark = replacement.owner().mark();
                    connection.ask("set database", place(replacement), mark, replacement.username(), "closed");
                    add(this, connection, replacement, rows);
                }
            }),
            new Mistake("replace hands the target to the replacement's user", REPLACED, new MemoryDriver() {
                @Override
                void move(Connection connection, DatabaseTarget target, DatabaseTarget replacement)
                        throws DriverException {
                    super.move(connection, target, replacement);
                    connection.ask(
                            "set database", place(target), target.owner().mark(), replacement.username(), "closed");
                }
            }),
            new Mistake("replace takes the replacement's password over", REPLACED, new MemoryDriver() {
                @Override
                void move(Connection connection, DatabaseTarget target, DatabaseTarget replacement)
                        throws DriverException {
                    super.move(connection, target, replacement);
                    connection.ask("set user", target.username(), target.owner().mark(), "OtherPassword0123456789");
                }
            }),
            new Mistake(
                    "replace adds the new data to the old",
                    "oneReplacementFollowsAnotherUnderTheSameName",
                    new MemoryDriver() {
                        @Override
                        void move(Connection connection, DatabaseTarget target, DatabaseTarget replacement)
                                throws DriverException {
                            add(this, connection, target, rows(this, connection, replacement));
                            connection.ask("drop database", place(replacement));
                        }
                    }),
            new Mistake(
                    "replace fails where the replacement is gone",
                    "aReplacementThatIsNotThereHasDoneItsWork",
                    new MemoryDriver() {
                        @Override
                        public void replace(DatabaseTarget target, DatabaseTarget replacement)
                                throws DriverException, InterruptedException {
                            if (presence(replacement).equals(Presence.NOTHING)) {
                                throw DriverException.user(Reasons.DATABASE_MISSING, "the replacement is gone");
                            }
                            super.replace(target, replacement);
                        }
                    }),
            new Mistake("replace takes what is somebody else's", STRANGERS, new MemoryDriver() {
                @Override
                void requireNotForeign(Connection connection, DatabaseTarget replacement) {}
            }),
            new Mistake("replace puts it in the place of somebody else's", STRANGERS, new MemoryDriver() {
                @Override
                void requireOurs(Connection connection, DatabaseTarget target) {}
            }),
            new Mistake("replace leaves sessions on the old data", "sessionsOnBothAreEnded", new MemoryDriver() {
                @Override
                void endSessions(Connection connection, DatabaseTarget target) {}
            }),
            new Mistake("replace lets applications see it empty", CUT, new MemoryDriver() {
                @Override
                void move(Connection connection, DatabaseTarget target, DatabaseTarget replacement)
                        throws DriverException {
                    connection.send("import", place(target));
                    connection.ask("commit", "anyhow");
                    super.move(connection, target, replacement);
                }
            }),
            new Mistake("replace copies row by row before everybody's eyes", CUT, new MemoryDriver() {
                @Override
                void move(Connection connection, DatabaseTarget target, DatabaseTarget replacement)
                        throws DriverException {
                    add(this, connection, target, rows(this, connection, replacement));
                    super.move(connection, target, replacement);
                }
            }),
            new Mistake("replace keeps applications out for good when it is cut off", CUT, new MemoryDriver() {
                @Override
                public void replace(DatabaseTarget target, DatabaseTarget replacement)
                        throws DriverException, InterruptedException {
                    if (!presence(replacement).databaseIsOurs()) {
                        drop(replacement);
                        return;
                    }
                    super.replace(target, replacement);
                }
            }),
            new Mistake("replace drops the old data before it has the new", CUT, new MemoryDriver() {
                @Override
                void move(Connection connection, DatabaseTarget target, DatabaseTarget replacement)
                        throws DriverException {
                    var rows = rows(this, connection, replacement);
                    connection.ask("lock", place(target));
                    connection.ask("drop database", place(replacement));
                    connection.ask("drop database", place(target));
                    connection.ask("set database", place(target), target.owner().mark(), target.username(), "closed");
                    add(this, connection, target, rows);
                }
            }));

    private MistakesOfReplacing() {}

    private static List<String> rows(MemoryDriver driver, Connection connection, DatabaseTarget from)
            throws DriverException {
        connection.ask("export", driver.place(from));
        return connection.receiveUntil("end").stream()
                .filter(message -> message.getFirst().equals("row"))
                .map(message -> message.get(1))
                .toList();
    }

    private static void add(MemoryDriver driver, Connection connection, DatabaseTarget to, List<String> rows)
            throws DriverException {
        for (var row : rows) {
            connection.ask("add", driver.place(to), row);
        }
    }
}
