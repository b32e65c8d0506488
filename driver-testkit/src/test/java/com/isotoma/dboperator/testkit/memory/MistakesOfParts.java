package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Exclusions;
import com.isotoma.dboperator.driver.spi.Omitted;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Mistakes in leaving out a part of a database. */
final class MistakesOfParts {
    private static final String ROWS = "theRowsOfATableAreLeftOutOrThatIsRefused";
    private static final String TABLE = "aTableIsLeftOut";

    /** Backs up everything, whatever it is asked to leave out. */
    private static class Everything extends MemoryDriver {
        @Override
        public DumpReport backupPart(DatabaseTarget target, Exclusions exclusions, OutputStream sink)
                throws DriverException, IOException, InterruptedException {
            return backup(target, sink);
        }
    }

    /** The same by a driver that declares that it leaves out what it is asked to. */
    private static class Declaring extends Everything {
        @Override
        public Set<Capability> capabilities() {
            return EnumSet.allOf(Capability.class);
        }
    }

    /** Says that it has left out something, and has not. */
    private static final class Claiming extends Declaring {
        @Override
        public DumpReport backupPart(DatabaseTarget target, Exclusions exclusions, OutputStream sink)
                throws DriverException, IOException, InterruptedException {
            var whole = super.backupPart(target, exclusions, sink);
            var omitted = new Omitted(exclusions.tables(), exclusions.data(), List.of());
            return new DumpReport(whole.server(), whole.contents(), List.of(), null, omitted);
        }
    }

    static final List<Mistake> ALL = List.of(
            new Mistake(
                    "a part is asked for and everything is dumped, by a driver that declares none",
                    ROWS,
                    new Everything()),
            new Mistake("a part is declared, and everything is dumped", ROWS, new Declaring()),
            new Mistake("a table is said to be left out, and is not", TABLE, new Claiming()),
            new Mistake(
                    "a pattern that matches nothing is not named",
                    "aPatternThatMatchesNothingIsNamedAndLeavesNothingOut",
                    new Declaring()));

    private MistakesOfParts() {}
}
