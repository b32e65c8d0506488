package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Presence;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Mistakes in whose databases are dumped, filled and looked into. */
final class MistakesOfReach {
    private static final String STRANGERS = "whatIsAnotherOwnersIsNeitherDumpedNorFilledNorLookedInto";
    private static final String UNMARKED = "whatBearsNoMarkIsNeitherDumpedNorFilledNorLookedInto";
    private static final String MISSING = "whatIsNotThereIsSaidToBeMissing";

    static final List<Mistake> ALL = List.of(
            new Mistake("backup dumps another owner's", STRANGERS, new MemoryDriver() {
                @Override
                public DumpReport backup(DatabaseTarget target, OutputStream sink)
                        throws DriverException, IOException, InterruptedException {
                    return asking(
                            target, connection -> new DumpReport(info(connection), export(connection, target, sink)));
                }
            }),
            new Mistake("backup dumps before it looks whose it is", STRANGERS, new MemoryDriver() {
                @Override
                public DumpReport backup(DatabaseTarget target, OutputStream sink)
                        throws DriverException, IOException, InterruptedException {
                    return asking(target, connection -> {
                        var contents = export(connection, target, sink);
                        requireOurs(connection, target);
                        return new DumpReport(info(connection), contents);
                    });
                }
            }),
            new Mistake("restore fills another owner's", STRANGERS, new MemoryDriver() {
                @Override
                public void restore(DatabaseTarget target, InputStream source)
                        throws DriverException, IOException, InterruptedException {
                    boolean unused = asking(target, connection -> {
                        fill(connection, target, source);
                        return true;
                    });
                }
            }),
            new Mistake("isEmpty looks into another owner's", STRANGERS, new MemoryDriver() {
                @Override
                public boolean isEmpty(DatabaseTarget target) throws DriverException, InterruptedException {
                    return ask(target, connection -> count(connection, target) == 0);
                }
            }),
            new Mistake("contents looks into another owner's", STRANGERS, new MemoryDriver() {
                @Override
                public Contents contents(DatabaseTarget target) throws DriverException, InterruptedException {
                    return ask(target, connection -> contents(count(connection, target)));
                }
            }),
            new Mistake("what bears no mark counts as one's own", UNMARKED, new MemoryDriver() {
                @Override
                void requireOurs(Connection connection, DatabaseTarget target) throws DriverException {
                    if (!presence(connection, target).database().equals(new Presence.Foreign(null))) {
                        super.requireOurs(connection, target);
                    }
                }
            }),
            new Mistake("a dump of what is gone is an empty one", MISSING, new MemoryDriver() {
                @Override
                void requireOurs(Connection connection, DatabaseTarget target) throws DriverException {
                    if (!(presence(connection, target).database() instanceof Presence.Absent)) {
                        super.requireOurs(connection, target);
                    }
                }
            }),
            new Mistake("contents of what is gone is none", MISSING, new MemoryDriver() {
                @Override
                public Contents contents(DatabaseTarget target) throws DriverException, InterruptedException {
                    return presence(target).equals(Presence.NOTHING) ? Contents.of(Map.of()) : super.contents(target);
                }
            }));

    private MistakesOfReach() {}
}
