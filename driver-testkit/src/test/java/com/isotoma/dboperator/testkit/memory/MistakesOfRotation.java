package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Rotation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Mistakes in changing passwords. */
final class MistakesOfRotation {

    /** A driver that declares rotations, and whose server has one password for a user. */
    private static class Overwriting extends MemoryDriver {
        @Override
        public Set<Capability> capabilities() {
            return EnumSet.allOf(Capability.class);
        }

        @Override
        public void beginRotation(Rotation rotation) throws DriverException, InterruptedException {
            var target = rotation.target();
            ask(target, connection -> {
                requireOurs(connection, target);
                return set(connection, target, rotation.next());
            });
        }

        @Override
        public void endRotation(DatabaseTarget target, Credentials current)
                throws DriverException, InterruptedException {
            ask(target, connection -> {
                requireOurs(connection, target);
                return set(connection, target, current);
            });
        }

        static boolean set(Connection connection, DatabaseTarget target, Credentials login) throws DriverException {
            connection.ask("set user", target.username(), target.owner().mark(), login.password());
            return true;
        }
    }

    /** The same, that asks nobody whose the database is. */
    private static final class Careless extends Overwriting {
        @Override
        public void beginRotation(Rotation rotation) throws DriverException, InterruptedException {
            ask(rotation.target(), connection -> set(connection, rotation.target(), rotation.next()));
        }
    }

    private static final String NOT_DECLARED = "aRotationIsRefusedWhereTheDriverDoesNotDeclareIt";

    static final List<Mistake> ALL = List.of(
            new Mistake("a rotation begins that is not declared", NOT_DECLARED, new MemoryDriver() {
                @Override
                public void beginRotation(Rotation rotation) {}
            }),
            new Mistake("a rotation ends that is not declared", NOT_DECLARED, new MemoryDriver() {
                @Override
                public void endRotation(DatabaseTarget target, Credentials current) {}
            }),
            new Mistake("two logins of one name", NOT_DECLARED, new Overwriting() {
                @Override
                public List<String> logins(DatabaseTarget target) {
                    return List.of(target.username(), target.username());
                }
            }),
            new Mistake(
                    "the password of before ends when the rotation begins",
                    "thePasswordOfBeforeGoesOnUntilTheRotationEnds",
                    new Overwriting()),
            new Mistake(
                    "the password of before ends when the rotation begins again",
                    "aRotationThatWasCutOffBeginsAgainWithAnotherPassword",
                    new Overwriting()),
            new Mistake(
                    "each rotation locks applications out",
                    "everyLoginCanDoWhatTheOthersCanInRotationAfterRotation",
                    new Overwriting()),
            new Mistake(
                    "a replacement puts back one password of two",
                    "aRotationThatIsUnderWaySurvivesAReplacement",
                    new Overwriting()),
            new Mistake("another owner's password is changed", "onlyTheOwnerOfADatabaseRotates", new Careless()));

    private MistakesOfRotation() {}
}
