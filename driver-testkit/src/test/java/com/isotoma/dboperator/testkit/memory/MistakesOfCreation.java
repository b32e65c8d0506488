package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import java.util.List;

/** Mistakes in making and dropping databases, and in telling whose they are. */
final class MistakesOfCreation {
    private static final String STRANGERS = "aDatabaseOfAnotherOwnerIsRefusedAndLeftAlone";
    private static final String UNMARKED = "aDatabaseMadeBySomebodyElseIsRefusedUnlessAdoptionIsAskedFor";
    private static final String ADOPTED = "whatBearsAnotherOwnersMarkIsTakenUpOnlyFromAnOwnerThatIsNamed";
    private static final String FOREIGN_USER = "aUserOfThatNameThatBearsNoMarkIsForeignAndRefusedAndLeftAlone";
    private static final String DROPPED = "dropRemovesDatabaseAndUserAndMayBeRepeated";

    static final List<Mistake> ALL = List.of(
            new Mistake(
                    "what was just made counts as different",
                    "whatWasMadeDiffersInNothingAndStaysSo",
                    new MemoryDriver() {
                        @Override
                        public List<String> differences(DatabaseTarget target, Credentials login) {
                            return List.of("the user '" + login.username() + "' has other rights");
                        }
                    }),
            new Mistake(
                    "create gives the user another password",
                    "createdDatabaseTakesItsUserAndKeepsData",
                    new MemoryDriver() {
                        @Override
                        void make(Connection connection, CreateRequest request) throws DriverException {
                            super.make(connection, new CreateRequest(request.target(), "secret", false));
                        }
                    }),
            new Mistake(
                    "create keeps the old password", "createAgainKeepsDataAndSetsTheNewPassword", new MemoryDriver() {
                        @Override
                        void make(Connection connection, CreateRequest request) throws DriverException {
                            if (!presence(connection, request.target()).equals(Presence.WHOLE)) {
                                super.make(connection, request);
                            }
                        }
                    }),
            new Mistake(
                    "create makes the database anew", "createAgainKeepsDataAndSetsTheNewPassword", new MemoryDriver() {
                        @Override
                        void make(Connection connection, CreateRequest request) throws DriverException {
                            connection.ask("drop database", place(request.target()));
                            super.make(connection, request);
                        }
                    }),
            new Mistake(
                    "two runs at once leave no database", "twoRunsAtOnceLeaveOneWorkingDatabase", new MemoryDriver() {
                        @Override
                        void make(Connection connection, CreateRequest request) throws DriverException {
                            if (presence(connection, request.target()).database() instanceof Presence.Ours) {
                                throw DriverException.user("InUse", "somebody else is at it");
                            }
                            super.make(connection, request);
                        }
                    }),
            new Mistake("create lets everybody in", "usersOfOtherDatabasesStayOut", new MemoryDriver() {
                @Override
                void make(Connection connection, CreateRequest request) throws DriverException {
                    super.make(connection, request);
                    var target = request.target();
                    connection.ask("set database", place(target), target.owner().mark(), target.username(), "open");
                }
            }),
            new Mistake("create takes another owner's", STRANGERS, new MemoryDriver() {
                @Override
                void requireAdoptable(Presence.Standing standing, CreateRequest request) {}
            }),
            new Mistake("create sets the password before it refuses", STRANGERS, new MemoryDriver() {
                @Override
                public ServerInfo create(CreateRequest request) throws DriverException, InterruptedException {
                    var target = request.target();
                    boolean unused = ask(target, connection -> {
                        var user = connection.ask("user", target.username());
                        return user.size() > 1
                                && connection
                                        .ask("set user", target.username(), user.get(1), request.userPassword())
                                        .isEmpty();
                    });
                    return super.create(request);
                }
            }),
            new Mistake("drop takes another owner's", STRANGERS, new MemoryDriver() {
                @Override
                public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
                    dropAnyhow(this, target);
                }
            }),
            new Mistake("create takes what bears no mark", UNMARKED, new MemoryDriver() {
                @Override
                void requireAdoptable(Presence.Standing standing, CreateRequest request) throws DriverException {
                    if (!standing.equals(new Presence.Foreign(null))) {
                        super.requireAdoptable(standing, request);
                    }
                }
            }),
            new Mistake("create never adopts", UNMARKED, new MemoryDriver() {
                @Override
                void requireAdoptable(Presence.Standing standing, CreateRequest request) throws DriverException {
                    super.requireAdoptable(standing, new CreateRequest(request.target(), "", false));
                }
            }),
            new Mistake("drop takes what bears no mark", UNMARKED, new MemoryDriver() {
                @Override
                public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
                    var seen = presence(target);
                    if (seen.otherOwner().isEmpty()) {
                        dropAnyhow(this, target);
                    } else {
                        super.drop(target);
                    }
                }
            }),
            new Mistake("create adopts from whomever", ADOPTED, new MemoryDriver() {
                @Override
                void requireAdoptable(Presence.Standing standing, CreateRequest request) throws DriverException {
                    if (!request.adoptExisting()) {
                        super.requireAdoptable(standing, request);
                    }
                }
            }),
            new Mistake("create adopts and leaves the old mark", ADOPTED, new MemoryDriver() {
                @Override
                void make(Connection connection, CreateRequest request) throws DriverException {
                    var target = request.target();
                    var owner = presence(connection, target).otherOwner().orElse(target.owner());
                    super.make(connection, new CreateRequest(owned(target, owner), request.userPassword(), true));
                }
            }),
            new Mistake("create takes somebody else's user", FOREIGN_USER, new MemoryDriver() {
                @Override
                public ServerInfo create(CreateRequest request) throws DriverException, InterruptedException {
                    return ask(request.target(), connection -> {
                        requireAdoptable(presence(connection, request.target()).database(), request);
                        make(connection, request);
                        return info(connection);
                    });
                }
            }),
            new Mistake("drop takes somebody else's user", FOREIGN_USER, new MemoryDriver() {
                @Override
                public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
                    super.drop(target);
                    boolean unused = ask(
                            target,
                            connection -> !connection
                                    .ask("drop user", target.username())
                                    .isEmpty());
                }
            }),
            new Mistake("names lose their blanks", "awkwardNamesAreNamesAndNothingElse", new MemoryDriver() {
                @Override
                String place(DatabaseTarget target) throws DriverException {
                    return super.place(target).replace(" ", "");
                }
            }),
            new Mistake("create sets the mark last", "aCreationCutOffAfterEachStepIsKnownAgain", new MemoryDriver() {
                @Override
                void make(Connection connection, CreateRequest request) throws DriverException {
                    var target = request.target();
                    connection.ask("set user", target.username(), "", request.userPassword());
                    connection.ask("set database", place(target), "", target.username(), "closed");
                    super.make(connection, request);
                }
            }),
            new Mistake("drop takes the mark first", "aDropCutOffAfterEachStepIsFinishedByTheNext", new MemoryDriver() {
                @Override
                public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
                    boolean ours = ask(target, connection -> {
                        boolean whole = presence(connection, target).equals(Presence.WHOLE);
                        if (whole) {
                            connection.ask("set database", place(target), "", target.username(), "closed");
                        }
                        return whole;
                    });
                    if (ours) {
                        dropAnyhow(this, target);
                    }
                }
            }),
            new Mistake("drop leaves the user", DROPPED, new MemoryDriver() {
                @Override
                public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
                    boolean unused = ask(
                            target,
                            connection -> presence(connection, target).databaseIsOurs()
                                    && connection
                                            .ask("drop database", place(target))
                                            .isEmpty());
                }
            }),
            new Mistake("drop does without the options", DROPPED, new MemoryDriver() {
                @Override
                public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
                    super.drop(MistakesOfSettings.withoutOptions(target));
                }
            }),
            new Mistake("drop of what is gone fails", "dropOfWhatWasNeverMadeSucceeds", new MemoryDriver() {
                @Override
                public void drop(DatabaseTarget target) throws DriverException, InterruptedException {
                    if (presence(target).equals(Presence.NOTHING)) {
                        throw DriverException.user("DatabaseMissing", "it is gone");
                    }
                    super.drop(target);
                }
            }));

    private MistakesOfCreation() {}

    private static void dropAnyhow(MemoryDriver driver, DatabaseTarget target)
            throws DriverException, InterruptedException {
        boolean unused = driver.ask(target, connection -> {
            connection.ask("drop database", driver.place(target));
            return connection.ask("drop user", target.username()).isEmpty();
        });
    }

    private static DatabaseTarget owned(DatabaseTarget target, Owner owner) {
        return new DatabaseTarget(
                owner, target.databaseName(), target.username(), target.connect(), target.options(), target.admin());
    }
}
