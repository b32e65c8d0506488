package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DumpReport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dump of a Database, as its driver makes it. */
record DatabaseDump(DriverApi driver, DatabaseTarget target) implements ObjectWriter.Dump {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseDump.class);

    @Override
    public DumpReport writeTo(OutputStream sink) throws DriverException, IOException, InterruptedException {
        return driver.backup(target, sink);
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
