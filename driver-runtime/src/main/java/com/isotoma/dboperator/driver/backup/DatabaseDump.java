package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.transfer.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dump of a Database, as its driver makes it. */
record DatabaseDump(DriverApi driver, DatabaseTarget target) implements ObjectWriter.Dump {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseDump.class);

    @Override
    public DumpReport writeTo(OutputStream sink) throws DriverException, IOException, InterruptedException {
        var report = driver.backup(target, sink);
        if (driver.capabilities().contains(Capability.SNAPSHOTS)) {
            return report;
        }
        var notes = new ArrayList<>(report.notes());
        notes.add(
                "what applications wrote while the dump was made, which is in it or not since this kind of server has no"
                        + " snapshots (for a dump of one moment, keep them from writing meanwhile)");
        return new DumpReport(report.server(), report.contents(), notes, report.readWith());
    }

    /** Where it cannot be estimated the dump itself says why, if that fails too. */
    @Override
    public OptionalLong estimatedBytes() throws InterruptedException {
        try {
            return driver.estimatedDumpBytes(target);
        } catch (DriverException e) {
            LOG.info("How large the dump will be is not known: {}", e.getMessage());
            return OptionalLong.empty();
        }
    }
}
