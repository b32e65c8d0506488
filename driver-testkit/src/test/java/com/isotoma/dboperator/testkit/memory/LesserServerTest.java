package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The contract, kept by the driver of a server that can do nothing that not every server can. */
class LesserServerTest extends MemoryDriverTest {
    private final DriverApi lesser = new MemoryDriver() {
        private final AtomicLong counts = new AtomicLong();

        @Override
        public Set<Capability> capabilities() {
            return Set.of();
        }

        /** Another number each time, as where entries expire. */
        @Override
        public Contents contents(DatabaseTarget target) throws DriverException, InterruptedException {
            return Contents.of(Map.of("all", super.contents(target).totalRows() + counts.incrementAndGet()));
        }

        @Override
        public void replace(DatabaseTarget target, DatabaseTarget replacement) throws DriverException {
            throw DriverException.user(Reasons.NOT_SUPPORTED, "This server cannot rename a database.");
        }
    };

    @Override
    protected DriverApi driver() {
        return lesser;
    }
}
