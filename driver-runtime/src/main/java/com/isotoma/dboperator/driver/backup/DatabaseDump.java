package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.driver.cluster.status.LeftOut;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Exclusions;
import com.isotoma.dboperator.driver.transfer.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dump of a Database, as its driver makes it.
 *
 * @param exclusions what it leaves out
 */
record DatabaseDump(DriverApi driver, DatabaseTarget target, Exclusions exclusions) implements ObjectWriter.Dump {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseDump.class);

    @Override
    public DumpReport writeTo(OutputStream sink) throws DriverException, IOException, InterruptedException {
        var report = exclusions.none() ? driver.backup(target, sink) : driver.backupPart(target, exclusions, sink);
        var notes = new ArrayList<>(
                LeftOut.asked(report.omitted().tables(), report.omitted().data()));
        notes.addAll(report.notes());
        if (!driver.capabilities().contains(Capability.SNAPSHOTS)) {
            notes.add(
                    "what applications wrote while the dump was made, which is in it or not since this kind of server has no"
                            + " snapshots (for a dump of one moment, keep them from writing meanwhile)");
        }
        return new DumpReport(report.server(), report.contents(), notes, report.readWith(), report.omitted());
    }

    /** Where it cannot be estimated the dump itself says why, if that fails too. */
    @Override
    public OptionalLong estimatedBytes() throws InterruptedException {
        if (!exclusions.none()) {
            // The estimate is of the whole database.
            return OptionalLong.empty();
        }
        try {
            return driver.estimatedDumpBytes(target);
        } catch (DriverException e) {
            LOG.info("How large the dump will be is not known: {}", e.getMessage());
            return OptionalLong.empty();
        }
    }
}
