package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.UserRequest;
import com.isotoma.dboperator.driver.spi.UserTarget;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Mistakes in making further users. */
final class MistakesOfUsers {
    private static final String NOT_DECLARED = "furtherUsersAreRefusedWhereTheDriverDoesNotDeclareThem";

    /** A driver that declares further users, and makes none. */
    private static final class Forgetting extends MemoryDriver {
        @Override
        public Set<Capability> capabilities() {
            return EnumSet.allOf(Capability.class);
        }

        @Override
        public void ensureUser(UserRequest request) {}

        @Override
        public void dropUser(UserTarget user) {}
    }

    private static final List<Mistake> FORGOTTEN = Stream.of(
                    "aReaderReadsWhatIsMadeBeforeAndLaterAndWritesNothing",
                    "aWriterChangesRowsAndNoTables",
                    "whatAnOwnerMakesIsTheApplicationsToo",
                    "theAccessOfAUserCanBeChanged",
                    "aUserReachesNoDatabaseButItsOwn",
                    "thePasswordOfAUserIsChangedWhileTheOneOfBeforeGoesOn",
                    "aUserThatIsDroppedIsGoneAndNothingElse",
                    "usersGoWithTheirDatabase",
                    "usersOutlastAReplacement",
                    "noAccountOfAnotherIsTaken",
                    "usersGoOnWhereAnotherOwnerTakesTheDatabaseUp")
            .map(test -> new Mistake("a user is not made: " + test, test, new Forgetting()))
            .toList();

    static final List<Mistake> ALL = Stream.concat(
                    Stream.of(
                            new Mistake("a user is made that is not declared", NOT_DECLARED, new MemoryDriver() {
                                @Override
                                public void ensureUser(UserRequest request) {}
                            }),
                            new Mistake("a user is dropped that is not declared", NOT_DECLARED, new MemoryDriver() {
                                @Override
                                public void dropUser(UserTarget user) {}
                            })),
                    FORGOTTEN.stream())
            .toList();

    private MistakesOfUsers() {}
}
